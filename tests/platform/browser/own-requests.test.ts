// Requests of the extension itself carry no origin.
import { describe, expect, test } from "vitest";
import { world } from "../../support/device/world.ts";

describe("the origin of own requests", () => {
  test("is removed by one rule, once, beside the rules of others", async () => {
    const { phone, bank } = await world();
    const { hideOrigin } = await import("../../../src/platform/browser/own-requests.ts");
    await phone.allow(bank.company, bank.host);
    const before = JSON.stringify(phone.browser.rules.get("dynamic"));
    await hideOrigin();
    await hideOrigin();
    expect(JSON.stringify(phone.browser.rules.get("dynamic"))).toBe(before);
    expect(phone.browser.rules.get("session")).toMatchObject([
      { condition: { resourceTypes: ["xmlhttprequest"] }, action: { type: "modifyHeaders" } },
    ]);
  });
});

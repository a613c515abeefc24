// Firefox's consent to data collection: without it nothing is sent; with it everything works as in other browsers.
import { beforeEach, describe, expect, test } from "vitest";
import { DEFAULT_PARTS } from "../../../src/core/sharing/default-parts.ts";
import { settled } from "../../support/device/settle.ts";
import { type Device, shop, world } from "../../support/device/world.ts";

const PERMISSION = `https://${shop.host}/*`;
const choice = { company: shop.company, host: shop.host, parts: DEFAULT_PARTS };
let phone: Device;
let permissions: typeof import("../../../src/platform/browser/permissions.ts");

beforeEach(async () => {
  ({ phone } = await world("firefox"));
  permissions = await import("../../../src/platform/browser/permissions.ts");
  phone.browser.permissions.inClick = true;
  phone.browser.permissions.data = new Set();
});

const isReadable = async (): Promise<boolean> => {
  const answered = (await phone.request(shop.url)).error === undefined;
  expect([phone.browser.rules.held.length > 0, phone.browser.scripts.size > 0]).toEqual([answered, answered]);
  return answered;
};

/** Allow as in the popup: the choice, the browser's question in the same click, the choice again. */
async function press(parts = DEFAULT_PARTS, support = false): Promise<boolean> {
  await phone.ask("allow-company", { ...choice, parts });
  const data = support ? (["personallyIdentifyingInfo", "healthInfo"] as const) : undefined;
  if (!(await permissions.requestHost(shop.host, data))) {
    await phone.ask("refuse-company", { company: shop.company });
    return false;
  }
  await phone.ask("allow-company", { ...choice, parts });
  await settled();
  return true;
}

describe("Allow", () => {
  test("asks for the host and the data in one question", async () => {
    expect(await press()).toBe(true);
    expect(phone.browser.permissions.asked).toEqual([[PERMISSION, "personallyIdentifyingInfo"]]);
    expect(await isReadable()).toBe(true);
  });

  test("refused: nothing is granted, and nothing is readable", async () => {
    phone.browser.permissions.answer = false;
    expect(await press()).toBe(false);
    expect((await phone.entities()).grants).toEqual([]);
    expect(await isReadable()).toBe(false);
  });

  test("with every site permitted: grants nothing until the user agrees to Firefox's question about data", async () => {
    await phone.browser.permit("https://*/*");
    expect(await phone.ask("allow-company", choice)).toEqual({ granted: false });
    expect(await isReadable()).toBe(false);
    expect(await press()).toBe(true);
    expect(phone.browser.permissions.asked).toEqual([[PERMISSION, "personallyIdentifyingInfo"]]);
    expect(await isReadable()).toBe(true);
  });

  test("asks about health only with support needs", async () => {
    expect(await press({ ...DEFAULT_PARTS, support: true }, true)).toBe(true);
    expect(phone.browser.permissions.asked).toEqual([[PERMISSION, "personallyIdentifyingInfo", "healthInfo"]]);
    expect(await isReadable()).toBe(true);
  });
});

describe("a withdrawn agreement", () => {
  test("leaves the grant and sends nothing until the user agrees again", async () => {
    await press();
    await phone.browser.disagree("personallyIdentifyingInfo");
    await settled();
    expect(await isReadable()).toBe(false);
    const [grant] = (await phone.entities()).grants ?? [];
    expect(grant).not.toHaveProperty("revokedAt");
    await phone.browser.agree("personallyIdentifyingInfo");
    await settled();
    expect(await isReadable()).toBe(true);
  });

  test("about health stops a grant with support needs, and no other", async () => {
    await phone.browser.agree("healthInfo");
    await press();
    await phone.browser.disagree("healthInfo");
    await settled();
    expect(await isReadable()).toBe(true);
    await phone.ask("edit-grant", { company: shop.company, parts: { support: true } });
    await settled();
    expect(await isReadable()).toBe(false);
  });

  test("also applies after the next start", async () => {
    await press();
    phone.browser.permissions.disagree(["personallyIdentifyingInfo"]);
    await phone.kill();
    await phone.start();
    await settled();
    expect(await isReadable()).toBe(false);
  });
});

test("Firefox without data consent grants after the question about the host alone", async () => {
  phone.browser.permissions.data = null;
  expect(await press()).toBe(true);
  expect(phone.browser.permissions.asked).toEqual([[PERMISSION]]);
  expect(await isReadable()).toBe(true);
});

test("erasing everything withdraws the agreement", async () => {
  await press();
  const { dropAllHosts } = permissions;
  await dropAllHosts();
  expect([...(phone.browser.permissions.data ?? [])]).toEqual([]);
});

// The toolbar button: a reminder is seen in every tab, also in one that shows something of its own.
import { describe, expect, test } from "vitest";
import { type Device, world } from "../../support/device/world.ts";

async function button(): Promise<typeof import("../../../src/platform/browser/toolbar.ts") & { phone: Device }> {
  const { phone, shop, bank } = await world();
  phone.browser.tabs = [
    { id: 1, url: shop.url },
    { id: 2, url: bank.url },
  ];
  return { ...(await import("../../../src/platform/browser/toolbar.ts")), phone };
}

const REMINDED = { text: "1•", title: "How was Telco today?\nThe Shop" };

describe("a reminder and a site that takes part", () => {
  test("both are on the site's tab, whichever came first; other tabs show the reminder alone", async () => {
    const { phone, markTab, showBadge } = await button();
    await markTab(1, "The Shop");
    await showBadge("Telco");
    await markTab(2, "Bank");
    expect(phone.browser.marks.get(1)).toEqual(REMINDED);
    expect(phone.browser.marks.get(2)).toEqual({ text: "1•", title: "How was Telco today?\nBank" });
    expect(phone.browser.badge).toEqual({ text: "1", title: "How was Telco today?" });
  });

  test("when it is over, the tab says again what it said before", async () => {
    const { phone, markTab, showBadge } = await button();
    await markTab(1, "The Shop");
    await showBadge("Telco");
    await showBadge("Airline");
    expect(phone.browser.marks.get(1)).toEqual({ text: "1•", title: "How was Airline today?\nThe Shop" });
    await showBadge(null);
    expect(phone.browser.marks.get(1)).toEqual({ text: "•", title: "The Shop" });
    expect(phone.browser.marks.has(2)).toBe(false);
    expect(phone.browser.badge.text).toBe("");
  });

  test("together, neither hides the other", async () => {
    const { phone, markTab, showBadge } = await button();
    await Promise.all([markTab(1, "The Shop"), showBadge("Telco")]);
    expect(phone.browser.marks.get(1)).toEqual(REMINDED);
    await Promise.all([showBadge(null), markTab(2, "Bank")]);
    expect(phone.browser.marks.get(1)).toEqual({ text: "•", title: "The Shop" });
    expect(phone.browser.marks.get(2)).toEqual({ text: "•", title: "Bank" });
  });

  test("a death in between leaves nothing that the next start does not make true", async () => {
    for (let effects = 1; effects < 12; effects++) {
      const { phone, markTab, showBadge } = await button();
      await markTab(1, "The Shop");
      await phone.killDuring(effects, () => showBadge("Telco"));
      await phone.start();
      const again = await import("../../../src/platform/browser/toolbar.ts");
      await again.showBadge("Telco");
      expect(phone.browser.marks.get(1)).toEqual(REMINDED);
    }
  });

  test("a tab that is gone is no fault", async () => {
    const { phone, markTab, showBadge } = await button();
    await markTab(1, "The Shop");
    phone.browser.tabs = [];
    await showBadge("Telco");
    expect(phone.browser.badge.text).toBe("1");
  });
});

// The toolbar button: a reminder shows in every tab, including one with a mark of its own.
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

describe("a reminder and a company that takes part", () => {
  test("both show in the site's tab, whichever came first; other tabs show only the reminder", async () => {
    const { phone, markTab, showBadge } = await button();
    await markTab(1, "The Shop");
    await showBadge("Telco");
    await markTab(2, "Bank");
    expect(phone.browser.marks.get(1)).toEqual(REMINDED);
    expect(phone.browser.marks.get(2)).toEqual({ text: "1•", title: "How was Telco today?\nBank" });
    expect(phone.browser.badge).toEqual({ text: "1", title: "How was Telco today?" });
  });

  test("the tab's own mark shows again after the reminder", async () => {
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

  test("show both after simultaneous updates", async () => {
    const { phone, markTab, showBadge } = await button();
    await Promise.all([markTab(1, "The Shop"), showBadge("Telco")]);
    expect(phone.browser.marks.get(1)).toEqual(REMINDED);
    await Promise.all([showBadge(null), markTab(2, "Bank")]);
    expect(phone.browser.marks.get(1)).toEqual({ text: "•", title: "The Shop" });
    expect(phone.browser.marks.get(2)).toEqual({ text: "•", title: "Bank" });
  });

  test("the next start corrects every state that a killed worker can leave", async () => {
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

  test("a closed tab is no fault", async () => {
    const { phone, markTab, showBadge } = await button();
    await markTab(1, "The Shop");
    phone.browser.tabs = [];
    await showBadge("Telco");
    expect(phone.browser.badge.text).toBe("1");
  });
});

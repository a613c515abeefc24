// The user's own name for a company wins over the name its participation file claims, wherever a company is named.
import { beforeEach, describe, expect, test } from "vitest";
import { DEFAULT_PARTS } from "../../../src/core/sharing/default-parts.ts";
import { file, noted, preview } from "../../support/device/share-steps.ts";
import { type Device, shop, world } from "../../support/device/world.ts";

const OWN = "My corner shop";
const { company } = shop;

let phone: Device;
let feeling: string;

/** A company that takes part, is allowed to read, and was renamed by the user since. */
beforeEach(async () => {
  ({ phone } = await world());
  feeling = (await noted(phone)).id;
  await phone.ask("edit-company", { company, name: OWN });
});

const PLACES: Record<string, () => Promise<unknown>> = {
  "the popup": async () => {
    phone.browser.tabs = [{ id: 1, url: shop.url, active: true, listening: true }];
    phone.browser.inject = () => ({ url: shop.url, announced: true, file: { text: JSON.stringify(file) } });
    phone.browser.permissions.held.add("<all_urls>");
    return (await phone.ask<{ name: string }>("look-at-tab", { tab: 1 })).name;
  },
  "the list of companies": async () => {
    const { readCompanies } = await import("../../../src/features/companies/read-companies.ts");
    return (await readCompanies())[0]?.name;
  },
  "sharing a feeling": async () => (await phone.ask<{ name: string }>("look-at-shares", { company })).name,
  "the text of a shared feeling": async () => (await preview(phone, feeling)).name,
  "permissions and receipts": async () => {
    const { readGrantsAndReceipts } = await import("../../../src/features/sharing/read-grants-and-receipts.ts");
    const { grants, receipts } = await readGrantsAndReceipts(null, { most: 1 });
    expect(receipts[0]?.name).toBe(OWN);
    return grants[0]?.name;
  },
  letters: async () => {
    const { readLetters } = await import("../../../src/features/letters/read-letters.ts");
    await phone.ask("record-letter", { company, kind: "copy", law: "gdpr" });
    return (await readLetters(null))[0]?.name;
  },
  "the timeline": async () => {
    const { readTimelinePage } = await import("../../../src/features/timeline/read-timeline.ts");
    return (await readTimelinePage({ company, filter: null, after: null, until: null }, 9)).names.get(company);
  },
};

describe("the user's name for a company", () => {
  test.each(Object.keys(PLACES))("is shown in %s", async (place) => {
    expect(await PLACES[place]?.()).toBe(OWN);
  });

  test("is shown in a question about a wider disclosure, beside the domain", async () => {
    const rule = { kinds: ["offers"], want: "yes" };
    const { asks } = await phone.ask<{ asks: { name: string }[] }>("edit-preference", {
      layer: "base",
      id: "default-marketing",
      rule,
    });
    expect(asks[0]?.name).toBe(`${OWN} (${company})`);
  });

  test("survives a new Allow, and names every domain of the company", async () => {
    await phone.allow(company, "account.shop.example", DEFAULT_PARTS);
    await phone.ask("edit-company", { company: "shop-cards.example", sameAs: company, confirmed: true });
    expect((await phone.entities()).companies).toContainEqual(expect.objectContaining({ id: company, name: OWN }));
    const other = await phone.ask<{ name: string }>("look-at-shares", { company: "shop-cards.example" });
    expect(other.name).toBe(OWN);
  });

  test("is shown by the toolbar for a company that takes part, beside the domain", async () => {
    await phone.browser.permit("https://*/*", "http://*.localhost/*");
    await phone.ask("edit-notice", { notice: true, autoGrant: false });
    await phone.send("notice-site", {}, phone.contentScript(shop.url));
    expect(phone.browser.marks.get(1)?.title).toBe(`${OWN} (${company})`);
  });
});

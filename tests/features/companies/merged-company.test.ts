// One company under two domains in use: both addresses open one diary, and after a split each has its own again.
import { describe, expect, test } from "vitest";
import { DEFAULT_PARTS } from "../../../src/core/sharing/default-parts.ts";
import { recordFile } from "../../support/data/rows.ts";
import { type Device, NOON, world } from "../../support/device/world.ts";

const SHOP = "shop.example";
const OTHER = "shop-online.example";
const HOUR = 3_600_000;

/** The readers in the module registry of the running device. */
const readers = async () => ({
  ...(await import("../../../src/features/timeline/read-timeline.ts")),
  ...(await import("../../../src/features/timeline/read-promises.ts")),
  ...(await import("../../../src/features/timeline/search-timeline.ts")),
  ...(await import("../../../src/features/compliance/read-compliance.ts")),
  ...(await import("../../../src/features/letters/read-letters.ts")),
  ...(await import("../../../src/features/sharing/read-grants-and-receipts.ts")),
  ...(await import("../../../src/features/insight/read-claim.ts")),
  ...(await import("../../../src/features/insight/read-overview.ts")),
  ...(await import("../../../src/features/plans/read-plans.ts")),
});

const merge = (phone: Device, company = OTHER, sameAs: string | null = SHOP) =>
  phone.ask<{ batch: string }>("edit-company", { company, sameAs, confirmed: true });

/** Content of a company's pages, each entry with the domain it was noted at. */
async function shown(company: string) {
  const read = await readers();
  const { entries, names } = await read.readTimelinePage({ company, filter: null, after: null, until: null });
  return {
    timeline: entries.map((entry) => `${entry.kind === "event" ? entry.event.type : entry.kind} ${entry.company}`),
    names: Object.fromEntries(names),
    feelings: (await read.readFeelings(company, 100)).map((one) => [one.company, one.value]),
    contacts: (await read.readCompliance(company)).contacts.map((one) => one.company),
    letters: (await read.readLetters(company)).map((one) => [one.company, one.name]),
    receipts: (await read.readGrantsAndReceipts(company, { most: 100 })).receipts.map(({ receipt }) => receipt.company),
    grants: (await read.readGrantsAndReceipts(company, { most: 100 })).grants.map(({ grant }) => grant.id),
    visits: (await read.readClaim(company, 12)).claim.n,
  };
}

async function lived() {
  const { phone } = await world();
  await phone.allow(OTHER, `www.${OTHER}`);
  for (const [company, value] of [
    [SHOP, 1],
    [OTHER, -2],
    [SHOP, 2],
  ] as const) {
    await phone.pass(25 * HOUR);
    await phone.ask("rate-visit", { company, value });
  }
  for (const company of [OTHER, SHOP]) {
    phone.time += HOUR;
    await phone.ask("record-contact", { company, kind: "offers", channel: "email" });
    phone.time += HOUR;
    await phone.ask("record-letter", { company, kind: "copy", law: "plain" });
  }
  await phone.ask("edit-company", { company: SHOP, name: "The Shop" });
  return phone;
}

describe("a company with two merged domains", () => {
  test("shows one diary under both addresses, newest first, and changes no row", async () => {
    const phone = await lived();
    const apart = [await shown(SHOP), await shown(OTHER)];
    expect(apart[0]?.feelings).toEqual([
      [SHOP, 2],
      [SHOP, 1],
    ]);
    const { companies: _companies, ...before } = await phone.entities();
    await merge(phone);
    const joined = await shown(SHOP);
    expect(joined).toEqual({
      timeline: [
        `told ${SHOP}`,
        `contact ${SHOP}`,
        `told ${OTHER}`,
        `contact ${OTHER}`,
        `feeling ${SHOP}`,
        `feeling ${OTHER}`,
        `feeling ${SHOP}`,
        `told ${OTHER}`,
      ],
      names: { [SHOP]: "The Shop", [OTHER]: "The Shop" },
      feelings: [
        [SHOP, 2],
        [OTHER, -2],
        [SHOP, 1],
      ],
      contacts: [SHOP, OTHER],
      letters: [
        [SHOP, "The Shop"],
        [OTHER, "The Shop"],
      ],
      receipts: [OTHER],
      grants: [OTHER],
      visits: 3,
    });
    expect(await shown(OTHER)).toEqual(joined);
    const { companies: _merged, ...after } = await phone.entities();
    expect(after).toEqual(before);
    await merge(phone, OTHER, null);
    expect([await shown(SHOP), await shown(OTHER)]).toEqual(apart);
  });

  test("the timeline names the merged company, and search finds it under both domains", async () => {
    const phone = await lived();
    await phone.ask("edit-event", {
      company: OTHER,
      type: "promise",
      at: new Date(phone.time).toISOString().replace(/\.\d+/, ""),
      detail: { due: new Date(phone.time).toISOString().slice(0, 10) },
    });
    await merge(phone);
    const { readTimelinePage, searchTimeline, readDuePromises, readLetters, readOverview } = await readers();
    const page = await readTimelinePage({ company: null, filter: null, after: null, until: null });
    expect(Object.fromEntries(page.names)).toEqual({ [SHOP]: "The Shop", [OTHER]: "The Shop" });
    expect(await readDuePromises()).toMatchObject([{ name: "The Shop", promise: { company: OTHER } }]);
    expect((await readLetters(null)).map(({ name }) => name)).toEqual(["The Shop", "The Shop"]);
    const named = (_: unknown, name: string) => name === "The Shop";
    const found = await searchTimeline({ company: null, filter: "feeling", after: null, until: null }, named);
    expect(found.entries).toHaveLength(3);
    expect((await readOverview()).mostGood).toMatchObject([{ company: SHOP, name: "The Shop", n: 3, good: 2, bad: 1 }]);
  });

  test("a rating, a contact, an entry and a promise's outcome keep the domain that they were noted at", async () => {
    const phone = await lived();
    await merge(phone);
    await phone.pass(30 * HOUR);
    const at = new Date(phone.time).toISOString().replace(/\.\d+/, "");
    const { feeling } = await phone.ask<{ feeling: object }>("rate-visit", { company: OTHER, value: -1 });
    expect(feeling).toMatchObject({ company: OTHER });
    await phone.ask("rate-visit", { company: SHOP, value: 1 });
    const { id } = await phone.ask<{ id: string }>("edit-event", { company: OTHER, type: "promise", at, detail: {} });
    await phone.ask("edit-event", { company: OTHER, type: "resolved", at, detail: { promise: id } });
    expect((await shown(SHOP)).feelings.slice(0, 2)).toEqual([
      [SHOP, 1],
      [OTHER, -1],
    ]);
    // Two ratings on one day are one visit of the company's: the last.
    expect((await shown(SHOP)).visits).toBe(4);
    await merge(phone, OTHER, null);
    expect((await shown(OTHER)).timeline.slice(0, 3).sort()).toEqual(
      [`feeling ${OTHER}`, `promise ${OTHER}`, `resolved ${OTHER}`].sort(),
    );
    expect((await shown(OTHER)).feelings).toEqual([
      [OTHER, -1],
      [OTHER, -2],
    ]);
  });

  test("a limit applies to the company: a contact from the second domain uses it up", async () => {
    const { phone } = await world();
    await phone.ask("rate-visit", { company: SHOP, value: 1 });
    await phone.ask("rate-visit", { company: OTHER, value: 1 });
    const rule = { kinds: ["offers"], want: "yes", limit: { max: 1, per: "month" } };
    await phone.ask("edit-preference", { layer: `company:${SHOP}`, rule });
    await merge(phone);
    const contact = async (company: string) =>
      (await phone.ask<{ contact: object }>("record-contact", { company, kind: "offers", channel: "email" })).contact;
    expect(await contact(OTHER)).toMatchObject({ verdict: "kept" });
    phone.time += HOUR;
    expect(await contact(SHOP)).toMatchObject({ verdict: "broke", reason: "over-limit" });
    phone.time += HOUR;
    expect(await contact(OTHER)).toMatchObject({ verdict: "broke", reason: "over-limit" });
  });

  test("the readers of a plan are companies, not domains", async () => {
    const phone = await lived();
    await merge(phone);
    await phone.ask("edit-plan", {
      plan: {
        what: "Shoes",
        verb: "buy",
        certainty: "likely",
        replies: "none",
        expires: "2027-12",
        audience: { companies: [SHOP] },
      },
    });
    const { readPlans } = await readers();
    const { plans, names } = await readPlans();
    expect(plans.map(({ readers: { now, withPart } }) => [...now, ...withPart])).toEqual([[SHOP]]);
    expect([...names.keys()]).toEqual([SHOP]);
  });

  test("a plan shared with one domain reaches the merged company, in its document and in the list, until the split", async () => {
    const phone = await lived();
    for (const company of [SHOP, OTHER])
      await phone.allow(company, `www.${company}`, { ...DEFAULT_PARTS, plans: true });
    const audience = { companies: [OTHER] };
    const plan = {
      what: "Blue shoes",
      verb: "buy",
      certainty: "likely",
      replies: "none",
      expires: "2027-12",
      audience,
    };
    await phone.ask("edit-plan", { plan });
    const read = async () => {
      const answers = await Promise.all([SHOP, OTHER].map((one) => phone.request(`https://www.${one}/`)));
      return answers.map((answer) => JSON.stringify(answer).includes("Blue shoes"));
    };
    const listed = async () => (await (await readers()).readPlans()).plans[0]?.readers.now;
    expect([await read(), await listed()]).toEqual([[false, true], [OTHER]]);
    expect(await phone.ask("edit-company", { company: OTHER, sameAs: SHOP })).toMatchObject({ asks: [{}] });
    await merge(phone);
    expect([await read(), await listed()]).toEqual([[true, true], [SHOP]]);
    await phone.kill();
    await phone.load();
    expect(await read()).toEqual([true, true]);
    await phone.ask("edit-company", { company: OTHER, sameAs: null, confirmed: true });
    expect([await read(), await listed()]).toEqual([[false, true], [OTHER]]);
  });
});

describe("links made on several devices", () => {
  const company = (id: string, sameAs?: string) => ({ id, name: id, ...(sameAs === undefined ? {} : { sameAs }) });
  const [A, B, C] = ["a.example", "b.example", "c.example"];

  async function linked(...companies: ReturnType<typeof company>[]) {
    const { phone } = await world();
    for (const id of [A, B, C]) await phone.ask("rate-visit", { company: id, value: 1 });
    await phone.ask("import-record", { text: recordFile({ companies }, NOON + 1000) });
    return phone;
  }
  const standing = async (phone: Device) => {
    const mains = [A, B, C].map(async (id) => (await phone.here.record.readCompanyGroup(id)).main);
    return Promise.all(mains);
  };

  test("a chain is one company with the preferences of its last domain, and splitting its middle leaves two companies", async () => {
    const phone = await linked(company(A, B), company(B, C));
    expect(await standing(phone)).toEqual([C, C, C]);
    expect((await shown(A)).feelings).toHaveLength(3);
    await phone.allow(A, `www.${A}`);
    await phone.ask("edit-preference", {
      layer: `company:${C}`,
      rule: { kinds: ["news"], want: "no", note: "not me" },
    });
    expect(JSON.stringify((await phone.request(`https://www.${A}/`)).value)).toContain("not me");
    await phone.kill();
    await phone.start();
    expect(JSON.stringify((await phone.request(`https://www.${A}/`)).value)).toContain("not me");
    await merge(phone, B, null);
    expect(await standing(phone)).toEqual([B, B, C]);
    expect(JSON.stringify((await phone.request(`https://www.${A}/`)).value)).not.toContain("not me");
  });

  test("a cycle is one company too; one split opens it, and Undo closes it again", async () => {
    const phone = await linked(company(A, C), company(B, A), company(C, B));
    expect(await standing(phone)).toEqual([A, A, A]);
    expect((await shown(C)).feelings).toHaveLength(3);
    const { batch } = await merge(phone, C, null);
    expect(await standing(phone)).toEqual([A, A, C]);
    await phone.ask("undo", { batch });
    expect(await standing(phone)).toEqual([A, A, A]);
    await phone.ask("rate-visit", { company: "d.example", value: 1 });
    await merge(phone, "d.example", A);
    expect((await shown("d.example")).feelings).toHaveLength(4);
  });
});

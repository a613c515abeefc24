// The timeline: the user's notes, edits and undo, fixed entries, and pages that together equal the sorted whole.
import { describe, expect, test, vi } from "vitest";
import type { TimelineEvent } from "../../../src/core/record/tables.ts";
import type { Entry } from "../../../src/features/timeline/entry.ts";
import type { Page, TimelineQuery } from "../../../src/features/timeline/read-timeline.ts";
import type { Matches } from "../../../src/features/timeline/search-timeline.ts";
import { feelingRow, recordFile } from "../../support/data/rows.ts";
import { type Device, NOON, shop, world } from "../../support/device/world.ts";
import { thorough } from "../../support/runs.ts";

const { company } = shop;
const AT = "2026-11-16T10:00:00Z";
interface Edited {
  id: string;
  batch: string;
}
const note = (device: Device, more: object = {}) =>
  device.ask<Edited>("edit-event", { company, type: "told", at: AT, detail: { text: "By telephone" }, ...more });
const events = async (device: Device) => (await device.entities()).events as TimelineEvent[];
const reader = async () => ({
  ...(await import("../../../src/features/timeline/read-timeline.ts")),
  ...(await import("../../../src/features/timeline/search-timeline.ts")),
});
const ALL: TimelineQuery = { company: null, filter: null, after: null, until: null };

describe("a note", () => {
  test("adds an entry and its company; it can be edited, removed and restored", async () => {
    const { phone } = await world();
    const { id, batch } = await note(phone);
    const first = { id, at: AT, company, type: "told", detail: { text: "By telephone", by: "user" } };
    expect(await events(phone)).toEqual([first]);
    expect((await phone.entities()).companies).toEqual([{ id: company, name: company }]);
    const changed = await note(phone, { id, type: "purchase", detail: { amount: 12.5, currency: "GBP" } });
    expect(await events(phone)).toMatchObject([
      { type: "purchase", detail: { amount: 12.5, currency: "GBP", by: "user" } },
    ]);
    await phone.ask("undo", { batch: changed.batch });
    expect(await events(phone)).toEqual([first]);
    const removed = await phone.ask<Edited>("remove-event", { id });
    expect(await events(phone)).toEqual([]);
    await phone.ask("undo", { batch: removed.batch });
    expect(await events(phone)).toEqual([first]);
    await phone.ask("undo", { batch });
    expect(await phone.entities()).toMatchObject({ events: [], companies: [] });
  });

  test("stores only the members of its type, and is always marked as the user's", async () => {
    const { phone } = await world();
    await note(phone, {
      type: "visit",
      detail: { text: "In the shop", due: "2026-12-01", amount: 1, currency: "EUR" },
    });
    expect((await events(phone))[0]?.detail).toEqual({ text: "In the shop", by: "user" });
    for (const detail of [{ by: "app" }, { granted: {} }, { letter: "copy" }, { text: "x".repeat(501) }]) {
      const { error } = await phone.send("edit-event", { company, type: "told", at: AT, detail });
      expect(error?.code).toBe("bad-command");
    }
  });

  test("is the only entry that can be edited or removed", async () => {
    const { phone } = await world();
    await phone.allow(company, shop.host);
    const [told] = await events(phone);
    const id = told?.id ?? "";
    const edit = { id, company, type: "told", at: AT, detail: {} };
    expect((await phone.send("edit-event", edit)).error?.code).toBe("not-allowed");
    expect((await phone.send("remove-event", { id })).error?.code).toBe("not-allowed");
    expect((await phone.send("remove-event", { id: "nobody's" })).error?.code).toBe("not-found");
    expect((await phone.send("edit-event", { ...edit, company: "www.shop.example" })).error).toBeDefined();
    expect(await events(phone)).toEqual([told]);
  });

  test("does not count towards the limit of acknowledgements", async () => {
    const { phone } = await world();
    await phone.allow(company, shop.host);
    for (let count = 0; count < 60; count++) await note(phone, { at: "2026-11-18T11:00:00Z" });
    const reply = await phone.send("acknowledge-preferences", {}, phone.contentScript(shop.url));
    expect(reply.error).toBeUndefined();
  });
});

describe("a promise", () => {
  const promise = (device: Device) =>
    note(device, { type: "promise", detail: { text: "A refund", due: "2026-11-20" } });
  const due = async () => (await import("../../../src/features/timeline/read-promises.ts")).readDuePromises();
  const settle = (device: Device, id: string, type: string) => note(device, { type, at: AT, detail: { promise: id } });

  test("is due on its day, and is settled once", async () => {
    const { phone } = await world();
    const { id } = await promise(phone);
    expect(await due()).toEqual([]);
    phone.now(NOON + 2 * 86_400_000);
    expect(await due()).toMatchObject([{ due: "2026-11-20", name: company, promise: { id } }]);
    const { batch } = await settle(phone, id, "resolved");
    expect(await due()).toEqual([]);
    await phone.ask("undo", { batch });
    expect(await due()).toHaveLength(1);
    await settle(phone, id, "breach");
    await settle(phone, id, "resolved");
    expect((await events(phone)).map(({ type }) => type).sort()).toEqual(["promise", "resolved"]);
    const { readTimelinePage } = await reader();
    const { entries } = await readTimelinePage({ ...ALL, filter: "promise" });
    expect(entries).toMatchObject([{ id, outcome: { type: "resolved" } }]);
  });

  test("is settled only by an entry of its own company", async () => {
    const { phone } = await world();
    const { id } = await promise(phone);
    for (const [of, one] of [
      ["bank.example", id],
      [company, "nobody's"],
    ]) {
      const payload = { company: of, type: "breach", at: AT, detail: { promise: one } };
      expect((await phone.send("edit-event", payload)).error?.code).toBe("not-found");
    }
  });
});

test("a rating of an earlier day is a feeling of its own, with the delay of the rating", async () => {
  const { phone } = await world();
  await phone.ask("rate-visit", { company, value: 2 });
  const { batch } = await phone.ask<Edited>("rate-visit", { company, value: -2, another: true, at: AT });
  const { feelings } = await phone.entities();
  expect(feelings).toMatchObject([
    { at: "2026-11-18T12:00:00Z", value: 2, delayMinutes: 0 },
    { at: AT, value: -2, how: "self", delayMinutes: 50 * 60 },
  ]);
  await phone.ask("undo", { batch });
  expect((await phone.entities()).feelings).toHaveLength(1);
  await phone.ask("rate-visit", { company, value: 0, at: "2030-01-01T00:00:00Z" });
  expect((await phone.entities()).feelings[1]).toMatchObject({ at: "2026-11-18T12:00:00Z", delayMinutes: 0 });
});

test("an Allow is one line without its receipt, and so is a revocation; a new text is a receipt", async () => {
  const { phone } = await world();
  await phone.allow(company, shop.host);
  const { readTimelinePage } = await reader();
  const kinds = async () => (await readTimelinePage({ ...ALL, company })).entries.map(({ kind }) => kind);
  expect(await kinds()).toEqual(["event"]);
  await phone.pass(60_000);
  await phone.ask("edit-layer", { layer: "base", fields: { treatment: { style: ["short"] } }, confirmed: true });
  expect(new Set(await kinds())).toEqual(new Set(["event", "receipt"]));
  await phone.pass(60_000);
  const before = (await kinds()).length;
  await phone.ask("revoke-company", { company });
  expect((await kinds()).length).toBe(before + 1);
});

/** Fewer entries in the check before a commit. */
const COUNT = thorough ? 3000 : 600;

/** Mixed entries of three companies, many in the same second. */
function mixed(count: number): string {
  const at = (index: number) => new Date(NOON - ((index * 7919) % count) * 1_000_000).toISOString().replace(".000", "");
  const of = (index: number) => ["a.example", "b.example", "c.example"][index % 3] ?? "";
  const types = ["visit", "promise", "contact", "purchase", "told"];
  const rows = Array.from({ length: count }, (_, index) => index);
  return recordFile({
    companies: [{ id: "a.example", name: "Ällbank" }],
    feelings: rows
      .filter((index) => index % 3 === 0)
      .map((index) =>
        feelingRow(at(index), { company: of(index / 3), note: index % (count / 10) === 0 ? "the Canary sang" : "" }),
      ),
    events: rows
      .filter((index) => index % 3 === 1)
      .map((index) => ({
        at: at(index + 1),
        company: of(index),
        type: types[index % 5],
        detail: { text: `call ${index}` },
      })),
    receipts: rows
      .filter((index) => index % 3 === 2)
      .map((index) => ({
        at: at(index),
        company: of(index + (index % 2)),
        direction: "answered",
        payload: "",
        payloadHash: "",
        purposes: [],
      })),
  });
}

async function pages(span: TimelineQuery, most?: number, matches?: Matches): Promise<Page[]> {
  const { readTimelinePage, searchTimeline } = await reader();
  const all: Page[] = [];
  let after = span.after;
  do {
    const from = { ...span, after };
    const page = await (matches === undefined
      ? readTimelinePage(from, most)
      : searchTimeline(from, matches, { ...(most === undefined ? {} : { most }) }));
    all.push(page);
    after = page.end;
  } while (after !== null);
  return all;
}

describe(`${COUNT} mixed entries`, () => {
  const newestFirst = (one: Entry, other: Entry) => (`${one.at} ${one.id}` < `${other.at} ${other.id}` ? 1 : -1);
  const filled = async (count = COUNT) => {
    const { phone } = await world();
    await phone.ask("import-record", { text: mixed(count) });
    return phone;
  };

  test("pages together equal the sorted whole, of all companies and of one", async () => {
    const phone = await filled();
    const { feelings, events: noted, receipts } = await phone.entities();
    const whole = [...feelings, ...noted, ...receipts] as unknown as Entry[];
    for (const [of, most] of [
      [null, 100],
      ["b.example", 37],
    ] as const) {
      const read = await pages({ ...ALL, company: of }, most);
      const expected = whole.filter((entry) => of === null || entry.company === of).sort(newestFirst);
      expect(read.slice(0, -1).every(({ entries }) => entries.length === most)).toBe(true);
      expect(read.flatMap(({ entries }) => entries.map(({ id }) => id))).toEqual(expected.map(({ id }) => id));
    }
  });

  test("pages of a filter have exactly its entries", async () => {
    const phone = await filled();
    const { feelings, events: noted } = await phone.entities();
    const count = async (span: Partial<TimelineQuery>) =>
      (await pages({ ...ALL, ...span })).flatMap(({ entries }) => entries).length;
    expect(await count({ filter: "feeling" })).toBe(feelings.length);
    const promises = (noted as TimelineEvent[]).filter(({ type }) => type === "promise");
    expect(await count({ filter: "promise" })).toBe(promises.length);
    const own = promises.filter((one) => one.company === "a.example");
    expect(await count({ filter: "promise", company: "a.example" })).toBe(own.length);
    expect(await count({ filter: "breach" })).toBe(0);
  });

  test("search finds notes and names, ignoring case and accents, and stops when a page is full", async () => {
    await filled();
    vi.stubGlobal("document", { documentElement: {} });
    const { loadMessages } = await import("../../../src/ui/messages.ts");
    await loadMessages("en-US");
    const { entryMatcher } = await import("../../../src/features/timeline/entry-text.ts");
    const search = (text: string) => entryMatcher(text, () => "good");
    const found = (await pages(ALL, 4, search(" canary  SANG"))).map(({ entries }) => entries.length);
    expect(found).toEqual([4, 4, 2]);
    const { searchTimeline } = await reader();
    const looked: string[] = [];
    const matches = search("allbank good");
    const counting = (entry: Entry, name: string) => looked.push(entry.id) > 0 && matches(entry, name);
    const { entries } = await searchTimeline(ALL, counting, { most: 5 });
    expect(entries.map((entry) => entry.company)).toEqual(Array(5).fill("a.example"));
    expect(looked.length).toBeLessThanOrEqual(200);
    expect((await searchTimeline(ALL, search("nowhere at all"))).entries).toEqual([]);
  });

  test("a long search reports its matches and progress, and stops when it is aborted", async () => {
    await filled(3000);
    const { searchTimeline } = await reader();
    const whole = (await pages(ALL)).flatMap(({ entries }) => entries);
    const rare = new Set([3, 50, 1000, 2999].map((index) => whole[index]?.id));
    const stages: [number, string][] = [];
    const looking = new AbortController();
    const told = ({ entries }: Page, reached: string) => void stages.push([entries.length, reached]);
    const watch = { told, signal: looking.signal };
    const { entries } = await searchTimeline(ALL, ({ id }) => rare.has(id), { most: 100, listener: watch });
    expect(entries.map(({ id }) => id)).toEqual([...rare]);
    expect(stages).toEqual([
      [2, whole[99]?.at],
      [3, whole[1099]?.at],
      [3, whole[2099]?.at],
      [4, whole[2999]?.at],
    ]);
    let looked = 0;
    const stopping = () => {
      if (++looked === 50) looking.abort();
      return false;
    };
    await searchTimeline(ALL, stopping, { most: 100, listener: watch });
    expect([looked, stages.length]).toEqual([100, 4]);
  });

  test("a page with a known end keeps it, and entries added above belong to the first page", async () => {
    const phone = await filled();
    const { readTimelinePage } = await reader();
    const first = await readTimelinePage(ALL);
    const second = await readTimelinePage({ ...ALL, after: first.end });
    const { id } = await note(phone, { at: "2026-11-18T12:00:00Z" });
    const [above, below] = [
      await readTimelinePage({ ...ALL, until: first.end }),
      await readTimelinePage({ ...ALL, after: first.end, until: second.end }),
    ];
    expect(new Set(above.entries.map((entry) => entry.id))).toEqual(
      new Set([id, ...first.entries.map((entry) => entry.id)]),
    );
    expect(below.entries).toEqual(second.entries);
  });
});

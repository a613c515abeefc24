// One note is one entry, wherever entries are listed: its contact, feeling and promise name the same dealing.
import { expect, test } from "vitest";
import { feelingRow, recordFile } from "../../support/data/rows.ts";
import { type Device, shop, world } from "../../support/device/world.ts";

const { company } = shop;
const DAY = "2026-11-16T12:00:00Z";
const ALL = { company: null, filter: null, after: null, until: null };

interface Rows {
  contact: { id: string };
  feeling: { id: string };
}

/** Like the sheet for an earlier day. */
async function noteCall(device: Device, about: { value?: number; at?: string } = {}) {
  const { value = -1, at = DAY } = about;
  const { contact } = await device.ask<Rows>("record-contact", {
    company,
    kind: "offers",
    channel: "call",
    at,
    timeUnknown: true,
  });
  const { feeling } = await device.ask<Rows>("rate-visit", { company, value, another: true, at, dealing: contact.id });
  const promise = await device.ask<{ id: string }>("edit-event", {
    company,
    type: "promise",
    at,
    dealing: contact.id,
    detail: { due: "2026-12-02", text: "A refund" },
  });
  return { contact: contact.id, feeling: feeling.id, promise: promise.id };
}

const reader = async () => ({
  ...(await import("../../../src/features/timeline/read-timeline.ts")),
  ...(await import("../../../src/features/timeline/search-timeline.ts")),
  ...(await import("../../../src/features/timeline/dealings.ts")),
});

test("a call with its feeling and promise is one entry, led by the feeling, in a timeline and in a search", async () => {
  const { phone } = await world();
  const { contact, feeling, promise } = await noteCall(phone);
  const { readTimelinePage, searchTimeline } = await reader();
  const whole = { kind: "feeling", id: feeling, parts: [{ id: contact }, { id: promise, outcome: null }] };
  expect((await readTimelinePage(ALL)).entries).toMatchObject([whole]);
  const isPromise = (entry: { id: string }) => entry.id === promise;
  expect((await searchTimeline(ALL, isPromise)).entries).toMatchObject([whole]);
  const { entries } = await readTimelinePage({ ...ALL, filter: "promise" });
  expect(entries.map(({ id, parts }) => [id, parts])).toEqual([[promise, undefined]]);
});

test("two notes with the same instant stay two entries, and no page splits one", async () => {
  const { phone } = await world();
  const first = await noteCall(phone);
  const second = await noteCall(phone, { value: 2 });
  const { readTimelinePage } = await reader();
  const newest = await readTimelinePage(ALL, 1);
  expect(newest.entries.map(({ id, parts }) => [id, parts?.length])).toEqual([[second.feeling, 2]]);
  const next = await readTimelinePage({ ...ALL, after: newest.end }, 1);
  expect(next.entries.map(({ id, parts }) => [id, parts?.length])).toEqual([[first.feeling, 2]]);
  expect(next.end).toBe(null);
  const again = await readTimelinePage({ ...ALL, until: newest.end });
  expect(again.entries).toEqual(newest.entries);
});

test("a list of feelings has the other rows of each; a row moved to another day becomes an entry of its own", async () => {
  const { phone } = await world();
  const { contact, feeling, promise } = await noteCall(phone);
  const { readFeelings, readParts, readTimelinePage } = await reader();
  const parts = async () => (await readParts(await readFeelings(null, 8))).get(feeling)?.map(({ id }) => id);
  expect(await parts()).toEqual([contact, promise]);
  const at = "2026-11-17T12:00:00Z";
  await phone.ask("edit-event", { id: promise, company, type: "promise", at, detail: { due: "2026-12-02" } });
  expect(await parts()).toEqual([contact]);
  expect((await readTimelinePage(ALL)).entries.map(({ id }) => id)).toEqual([promise, feeling]);
});

test("the popup names the contact beside the feeling, once", async () => {
  const { phone } = await world();
  const { feeling } = await noteCall(phone);
  expect(await phone.ask("look-at-entries", { company })).toEqual([
    { id: feeling, at: DAY, kind: "visit", value: -1, words: [], about: "offers", channel: "call" },
  ]);
});

test("an imported call is one entry, too; a note of an earlier version stays as it was", async () => {
  const { phone, laptop } = await world();
  const { contact, feeling, promise } = await noteCall(phone);
  await phone.bringIn(recordFile({ feelings: [feelingRow(DAY, { company })] }));
  const copy = await phone.export();
  await laptop.start();
  await laptop.bringIn(copy);
  const { readTimelinePage } = await reader();
  const { entries } = await readTimelinePage(ALL);
  expect(entries.map(({ id, parts }) => [id === feeling, parts?.map((part) => part.id)])).toEqual([
    [true, [contact, promise]],
    [false, undefined],
  ]);
});

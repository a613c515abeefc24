// A live query also follows its tables after the record has moved to another place.
import "fake-indexeddb/auto";
import { expect, test, vi } from "vitest";
import { readLetters } from "../../src/features/letters/read-letters.ts";
import { readTimelinePage } from "../../src/features/timeline/read-timeline.ts";
import { write } from "../../src/record/write.ts";
import { following } from "../../src/ui/live.ts";
import { soon } from "../support/device/soon.ts";

vi.mock("webextension-polyfill", () => ({
  default: { runtime: {}, storage: { local: { set: async () => {}, get: async () => ({ place }) } } },
}));
/** Place of the record after a database could not be opened. */
const place = 2;

const company = "shop.example";
const ALL = { company, filter: null, after: null, until: null };

test.each([
  ["letters", async () => (await readLetters(company)).length],
  ["timeline", async () => (await readTimelinePage(ALL)).entries.length],
])("a live query follows the %s of a company at a later place", async (_what, count) => {
  const counts: number[] = [];
  // As in windows, the query is a function that is not async itself.
  const subscription = following(() => count()).subscribe((found) => void counts.push(found));
  await soon(() => expect(counts).toHaveLength(1));
  const detail = { letter: "contact", law: "gdpr", due: "2026-12-23", state: "open" };
  await write([{ table: "events", fields: { at: "2026-11-23T12:00:00Z", company, type: "told", detail } }]);
  await soon(() => expect(counts.at(-1)).toBe((counts[0] ?? 0) + 1));
  subscription.unsubscribe();
});

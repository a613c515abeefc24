// One tap, one record a visit: rating again on the same day moves the same record, until "another visit" is said.

import { Refusal } from "../../core/commands/errors.ts";
import type { Rated } from "../../core/commands/feelings.ts";
import type { Payload } from "../../core/commands/index.ts";
import type { Value } from "../../core/feelings/feeling.ts";
import { isVisible } from "../../core/record/change.ts";
import { entityOf, type Feeling } from "../../core/record/tables.ts";
import { nudgedBy } from "../../core/reminders/reminder.ts";
import { clock, instantOf, localDate } from "../../platform/clock.ts";
import { database } from "../../record/database.ts";
import { feelingOn, readReminders, readTimeZone } from "../../record/read-record.ts";
import { type Edit, type MetaWrites, write } from "../../record/write.ts";
import { asNewVersion } from "./shared-version.ts";

/** With `at`, a dealing that was elsewhere or earlier: a feeling of its own, which says how late it was noted. */
export async function rateVisit(visit: Payload<"rate-visit">): Promise<Rated> {
  const rated = await rate(visit, clock.now());
  if (rated === null) throw new Refusal("not-found", visit.company);
  return rated;
}

interface Tap {
  id: string;
  /** Milliseconds since the epoch: a tap may be saved long after it was made. */
  at: number;
  company: string;
  value: Value;
  another?: boolean | undefined;
}

/** However often it is asked to: null when this tap was saved before. */
export const rateOnce = ({ id, at, ...visit }: Tap): Promise<Rated | null> =>
  rate(visit, Math.min(at, clock.now()), (besides) => isFirstTime(id, besides));

async function rate(
  { company, value, another = false, at }: Payload<"rate-visit">,
  now: number,
  wanted: (besides: MetaWrites) => Promise<boolean> = async () => true,
): Promise<Rated | null> {
  const own = another || at !== undefined;
  const { batch, touched } = await write(async (tables, besides) => {
    const edits: Edit[] = [];
    const [isWanted, known, collected, current] = await Promise.all([
      wanted(besides),
      tables.companies.get(company),
      collectedBy(company, at, now),
      // Inside the transaction: two quick taps must find each other.
      own ? null : feelingOf(company, now),
    ]);
    if (!isWanted) return edits;
    if (!isVisible(known)) {
      edits.push({ table: "companies", id: company, fields: known === undefined ? { name: company } : {} });
    }
    if (current === null) {
      edits.push({
        table: "feelings",
        fields: { company, scale: 5, value, words: [], about: [], ...collected },
      });
    } else if (current.value !== value) {
      edits.push({ table: "feelings", id: current.id, fields: await asNewVersion(tables, current, { value }) });
    }
    return edits;
  });
  const moved = touched.find(({ table }) => table === "feelings");
  // Untouched: the value is the one it had.
  const feeling = moved === undefined ? await feelingOf(company, now) : entityOf("feelings", moved.after);
  return feeling === null ? null : { feeling, batch };
}

const TAPS_REMEMBERED = 50;

/** Inside the transaction of the write: a tap is remembered with what it wrote, or neither is. */
async function isFirstTime(id: string, besides: MetaWrites): Promise<boolean> {
  const row = await database.meta.get("taps");
  const ids = row?.key === "taps" ? row.ids : [];
  if (ids.includes(id)) return false;
  besides({ key: "taps", ids: [...ids, id].slice(-TAPS_REMEMBERED) });
  return true;
}

/** The company's feeling of the day of that moment. */
async function feelingOf(company: string, now: number): Promise<Feeling | null> {
  const timeZone = await readTimeZone();
  return feelingOn(company, localDate(timeZone, now), timeZone);
}

/** Nothing is felt before it happened: what is to come counts as now. A reminder asks about now, never about then. */
async function collectedBy(company: string, at: string | undefined, now: number) {
  const minute = 60_000;
  if (at !== undefined && at < instantOf(now))
    return { at, how: "self", delayMinutes: Math.round((now - Date.parse(at)) / minute) };
  const nudge = at === undefined ? nudgedBy(await readReminders(), company, now) : null;
  if (nudge === null) return { at: instantOf(now), how: "self", delayMinutes: 0 };
  return { at: instantOf(now), how: "nudge", delayMinutes: Math.floor((now - nudge.at) / minute) };
}

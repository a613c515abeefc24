// One tap, one record for each visit: rating again on the same day edits the same record, until the user chooses
// "another visit".

import { Refusal } from "../../core/commands/errors.ts";
import type { Rated } from "../../core/commands/feelings.ts";
import type { Payload } from "../../core/commands/index.ts";
import type { Value } from "../../core/feelings/feeling.ts";
import { entityOf, type Feeling } from "../../core/record/tables.ts";
import { nudgedBy } from "../../core/reminders/reminder.ts";
import { clock, instantOf, localDate } from "../../platform/clock.ts";
import { database } from "../../record/database.ts";
import { ensureCompany } from "../../record/ensure-company.ts";
import { feelingOn, readReminders, readTimeZone } from "../../record/read-record.ts";
import { type MetaWrites, write } from "../../record/write.ts";
import { asNewVersion } from "./shared-version.ts";

/** With `at`, a dealing elsewhere or earlier: a feeling of its own, which stores the delay of the rating. */
export async function rateVisit(visit: Payload<"rate-visit">): Promise<Rated> {
  const rated = await rate(visit, clock.now());
  if (rated === null) throw new Refusal("not-found", visit.company);
  return rated;
}

interface Tap {
  id: string;
  /** Milliseconds since the epoch. A tap may be saved long after it was made. */
  at: number;
  company: string;
  value: Value;
  another?: boolean | undefined;
}

/** Idempotent. Null if this tap id was already saved. */
export const rateOnce = ({ id, at, ...visit }: Tap): Promise<Rated | null> =>
  rate(visit, Math.min(at, clock.now()), (besides) => isFirstTime(id, besides));

async function rate(
  { company, value, another = false, at }: Payload<"rate-visit">,
  now: number,
  wanted: (besides: MetaWrites) => Promise<boolean> = async () => true,
): Promise<Rated | null> {
  const own = another || at !== undefined;
  const { batch, touched } = await write(async (tables, besides) => {
    const [isWanted, edits, collected, current] = await Promise.all([
      wanted(besides),
      ensureCompany(tables, company),
      collectedBy(company, at, now),
      // Inside the transaction: two quick taps must find each other.
      own ? null : feelingOf(company, now),
    ]);
    if (!isWanted) return [];
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
  // Unchanged: the row already has this value.
  const feeling = moved === undefined ? await feelingOf(company, now) : entityOf("feelings", moved.after);
  return feeling === null ? null : { feeling, batch };
}

const TAPS_REMEMBERED = 50;

/** Inside the transaction of the write: the tap id is stored with the rating, or neither is. */
async function isFirstTime(id: string, besides: MetaWrites): Promise<boolean> {
  const row = await database.meta.get("taps");
  const ids = row?.key === "taps" ? row.ids : [];
  if (ids.includes(id)) return false;
  besides({ key: "taps", ids: [...ids, id].slice(-TAPS_REMEMBERED) });
  return true;
}

/** The company's feeling on the local day of that moment. */
async function feelingOf(company: string, now: number): Promise<Feeling | null> {
  const timeZone = await readTimeZone();
  return feelingOn(company, localDate(timeZone, now), timeZone);
}

/** A future instant counts as now. Reminders ask only about now. */
async function collectedBy(company: string, at: string | undefined, now: number) {
  const minute = 60_000;
  if (at !== undefined && at < instantOf(now))
    return { at, how: "self", delayMinutes: Math.round((now - Date.parse(at)) / minute) };
  const nudge = at === undefined ? nudgedBy(await readReminders(), company, now) : null;
  if (nudge === null) return { at: instantOf(now), how: "self", delayMinutes: 0 };
  return { at: instantOf(now), how: "nudge", delayMinutes: Math.floor((now - nudge.at) / minute) };
}

// One tap, one record for each visit: rating again on the same day edits the same record, until the user chooses
// "another visit".
import { Refusal } from "../../core/commands/errors.ts";
import type { Rated } from "../../core/commands/feelings.ts";
import type { Payload } from "../../core/commands/index.ts";
import { entityOf, type Feeling } from "../../core/record/tables.ts";
import { nudgedBy } from "../../core/reminders/reminder.ts";
import { clock, instantOf, localDate } from "../../platform/clock.ts";
import { database } from "../../record/database.ts";
import { ensureCompany } from "../../record/ensure-company.ts";
import type { Meta } from "../../record/local-tables.ts";
import { feelingOn, readReminders, readTimeZone } from "../../record/read-record.ts";
import { write } from "../../record/write.ts";
import type { Value } from "../../signal/feeling-vocabulary.ts";
import { asNewVersion } from "./shared-version.ts";

/** With `at`, a visit elsewhere or earlier: a feeling of its own, which stores the delay of the rating. */
export async function rateVisit(visit: Payload<"rate-visit">): Promise<Rated> {
  const rated = await rate(visit, clock.now());
  if (rated === null) throw new Refusal("not-found", visit.company);
  return rated;
}

interface Tap {
  id: string;
  /** Milliseconds since the epoch. A tap may be saved long after the press. */
  at: number;
  company: string;
  value: Value;
  another?: boolean | undefined;
}

/** Idempotent. Null if this tap id was already saved. */
export const rateOnce = ({ id, at, ...visit }: Tap): Promise<Rated | null> =>
  rate(visit, Math.min(at, clock.now()), () => rememberTap(id));

async function rate(
  { company, value, another = false, at, dealing }: Payload<"rate-visit">,
  now: number,
  remember: () => Promise<Meta[] | null> = async () => [],
): Promise<Rated | null> {
  const own = another || at !== undefined;
  const { batch, touched } = await write(async (tables) => {
    const [meta, edits, collected, current] = await Promise.all([
      remember(),
      ensureCompany(tables, company),
      collectedBy(company, at, now),
      // Inside the transaction, since two quick taps must find each other.
      own ? null : feelingOf(company, now),
    ]);
    if (meta === null) return [];
    if (current === null) {
      edits.push({
        table: "feelings",
        fields: { company, scale: 5, value, words: [], about: [], ...collected, ...(dealing && { dealing }) },
      });
    } else if (current.value !== value) {
      edits.push({ table: "feelings", id: current.id, fields: await asNewVersion(tables, current, { value }) });
    }
    return { edits, meta };
  });
  const moved = touched.find(({ table }) => table === "feelings");
  // The row already has this value.
  const feeling = moved === undefined ? await feelingOf(company, now) : entityOf("feelings", moved.after);
  return feeling === null ? null : { feeling, batch };
}

const TAPS_REMEMBERED = 50;

/** The saved tap ids with this one added, stored in the transaction of its feeling. Null if this tap is already saved. */
async function rememberTap(id: string): Promise<Meta[] | null> {
  const row = await database.meta.get("taps");
  const ids = row?.key === "taps" ? row.ids : [];
  return ids.includes(id) ? null : [{ key: "taps", ids: [...ids, id].slice(-TAPS_REMEMBERED) }];
}

/** The company's feeling on the local day of that moment. */
async function feelingOf(company: string, now: number): Promise<Feeling | null> {
  const timeZone = await readTimeZone();
  return feelingOn(company, localDate(timeZone, now), timeZone);
}

/** A future instant is treated as now. Reminders ask only about now. */
async function collectedBy(company: string, at: string | undefined, now: number) {
  const minute = 60_000;
  if (at !== undefined && at < instantOf(now))
    return { at, how: "self", delayMinutes: Math.round((now - Date.parse(at)) / minute) };
  const nudge = at === undefined ? nudgedBy(await readReminders(), company, now) : null;
  if (nudge === null) return { at: instantOf(now), how: "self", delayMinutes: 0 };
  return { at: instantOf(now), how: "nudge", delayMinutes: Math.floor((now - nudge.at) / minute) };
}

// One tap, one record a visit: rating again on the same day moves the same record, until "another visit" is said.

import { isVisible } from "../../core/change.ts";
import type { Payload } from "../../core/command.ts";
import { entityOf, type Feeling } from "../../core/entities.ts";
import { Refusal } from "../../core/error.ts";
import { nudgedBy } from "../../core/reminder.ts";
import { clock, instantNow, localDate } from "../../platform/clock.ts";
import { feelingOn, readReminders, readTimeZone } from "../../platform/record.ts";
import { type Edit, write } from "../../platform/write.ts";
import { asNewVersion } from "./shared-version.ts";

export interface Rated {
  feeling: Feeling;
  batch: string | null;
}

/** With `at`, a dealing that was elsewhere or earlier: a feeling of its own, which says how late it was noted. */
export async function rateVisit({ company, value, another = false, at }: Payload<"rate-visit">): Promise<Rated> {
  const own = another || at !== undefined;
  const { batch, touched } = await write(async (tables) => {
    const edits: Edit[] = [];
    const [known, collected, current] = await Promise.all([
      tables.companies.get(company),
      collectedBy(company, at),
      // Inside the transaction: two quick taps must find each other.
      own ? null : feelingToday(company),
    ]);
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
  const feeling = moved === undefined ? await feelingToday(company) : entityOf("feelings", moved.after);
  if (feeling === null) throw new Refusal("not-found", company);
  return { feeling, batch };
}

async function feelingToday(company: string): Promise<Feeling | null> {
  const timeZone = await readTimeZone();
  return feelingOn(company, localDate(timeZone), timeZone);
}

/** Nothing is felt before it happened: what is to come counts as now. A reminder asks about now, never about then. */
async function collectedBy(company: string, at: string | undefined) {
  const [now, minute] = [clock.now(), 60_000];
  if (at !== undefined && at < instantNow())
    return { at, how: "self", delayMinutes: Math.round((now - Date.parse(at)) / minute) };
  const nudge = at === undefined ? nudgedBy(await readReminders(), company, now) : null;
  if (nudge === null) return { at: instantNow(), how: "self", delayMinutes: 0 };
  return { at: instantNow(), how: "nudge", delayMinutes: Math.floor((now - nudge.at) / minute) };
}

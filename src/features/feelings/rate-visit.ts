// One tap, one record a visit: rating again on the same day moves the same record, until "another visit" is said.

import { isVisible } from "../../core/change.ts";
import type { Payload } from "../../core/command.ts";
import { entityOf, type Feeling } from "../../core/entities.ts";
import { Refusal } from "../../core/error.ts";
import { nudgedBy } from "../../core/reminder.ts";
import { clock, instantNow, localDate } from "../../platform/clock.ts";
import { database } from "../../platform/database.ts";
import { feelingOn, readReminders, readTimeZone } from "../../platform/record.ts";
import { type Edit, write } from "../../platform/write.ts";
import { asNewVersion } from "./shared-version.ts";

export interface Rated {
  feeling: Feeling;
  batch: string | null;
}

export async function rateVisit({ company, value, another = false }: Payload<"rate-visit">): Promise<Rated> {
  const timeZone = await readTimeZone();
  const today = localDate(timeZone);
  const nudge = nudgedBy(await readReminders(), company, clock.now());
  const collected =
    nudge === null
      ? { how: "self", delayMinutes: 0 }
      : { how: "nudge", delayMinutes: Math.floor((clock.now() - nudge.at) / 60_000) };
  const { batch, ids, touched } = await write(async (tables) => {
    const edits: Edit[] = [];
    const known = await tables.companies.get(company);
    if (!isVisible(known)) {
      edits.push({ table: "companies", id: company, fields: known === undefined ? { name: company } : {} });
    }
    // Inside the transaction: two quick taps must find each other.
    const current = another ? null : await feelingOn(company, today, timeZone, database);
    if (current === null) {
      edits.push({
        table: "feelings",
        fields: { at: instantNow(), company, scale: 5, value, words: [], about: [], ...collected },
      });
    } else if (current.value !== value) {
      edits.push({ table: "feelings", id: current.id, fields: await asNewVersion(tables, current, { value }) });
    }
    return edits;
  });
  const id = touched.find(({ table }) => table === "feelings")?.id ?? ids.at(-1);
  const row = id === undefined ? undefined : await database.feelings.get(id);
  const feeling = entityOf("feelings", row) ?? (await feelingOn(company, today, timeZone));
  if (feeling === null) throw new Refusal("not-found", company);
  return { feeling, batch };
}

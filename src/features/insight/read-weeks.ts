// The last twelve weeks over all companies, from the newest notes by index.
import { firstOfWeeks, type Week, weeksOf } from "../../core/insight/weeks.ts";
import { addDays } from "../../core/time/calendar.ts";
import { localDate } from "../../platform/clock.ts";
import { readMainDomains } from "../../record/company-links.ts";
import { database, entitiesOf } from "../../record/database.ts";
import { readTimeZone } from "../../record/read-record.ts";

/** More notes than twelve weeks contain, even for a person who notes five visits a day. */
const MOST = 500;

export interface LastWeeks {
  weeks: Week[];
  today: string;
  /** True if older notes of these weeks were left out. */
  cut: boolean;
}

export async function readLastWeeks(): Promise<LastWeeks> {
  const timeZone = await readTimeZone();
  const today = localDate(timeZone);
  // One day earlier, since the index orders instants, while the weeks consist of local days.
  const since = database.feelings
    .where("at")
    .aboveOrEqual(addDays(firstOfWeeks(today), -1))
    .reverse();
  const [rows, mains] = await Promise.all([since.limit(MOST).toArray(), readMainDomains()]);
  const feelings = entitiesOf("feelings", rows).map((one) => ({
    ...one,
    company: mains.get(one.company) ?? one.company,
  }));
  const weeks = weeksOf(feelings, today, (instant) => localDate(timeZone, Date.parse(instant)));
  return { weeks, today, cut: rows.length === MOST };
}

// Recomputes all counters and months from the feelings: after an upgrade, and when the user's time zone changes.
import type { Table } from "dexie";
import { dayOfFeeling, emptyMonthTally, type MonthTally, withFeeling } from "../core/insight/month-tally.ts";
import type { Row } from "../core/record/change.ts";
import {
  type CompanyCounter,
  type CountedIn,
  countDays,
  countFeeling,
  daysOf,
  emptyCounter,
  isCounted,
  markOf,
  zoneOf,
} from "./company-counter.ts";

/** A database, or one of its transactions: an upgrade has only the latter. */
export interface Tables {
  // Dexie's own signature: each caller states the type of the table's rows.
  table(name: string): Table;
}

const CHUNK = 5000;

interface Tally {
  counters: Map<string, CompanyCounter>;
  months: Map<string, MonthTally>;
}

/** Call it in a transaction over feelings, counters, months, profiles and meta. */
export async function recount(tables: Tables): Promise<void> {
  const timeZone = zoneOf(await tables.table("profiles").get("profile"));
  // A company without a feeling keeps its counter. The key of `counters` is the company's domain; `Tables` gives rows
  // only.
  const known = (await tables.table("counters").toCollection().primaryKeys()) as string[];
  const tally: Tally = { counters: new Map(known.map((id) => [id, emptyCounter(id)])), months: new Map() };
  const feelings: Table<Row, string> = tables.table("feelings");
  for (let last = ""; ; ) {
    const rows = await feelings.where("id").above(last).limit(CHUNK).toArray();
    for (const row of rows) if (isCounted(row)) countRow(tally, row, timeZone);
    if (rows.length < CHUNK) break;
    last = rows.at(-1)?.id ?? last;
  }
  for (const month of tally.months.values()) {
    const counter = tally.counters.get(month.company);
    if (counter !== undefined) countDays(counter, month, 1);
  }
  await tables.table("months").clear();
  await tables.table("counters").bulkPut([...tally.counters.values()]);
  await tables.table("months").bulkPut([...tally.months.values()]);
  await tables.table("meta").put({ key: "counted-in", timeZone } satisfies CountedIn);
}

function countRow({ counters, months }: Tally, row: Row, timeZone: string): void {
  const mark = markOf(row);
  const { at, company, value } = mark;
  const counter = counters.get(company) ?? emptyCounter(company);
  counters.set(company, counter);
  countFeeling(counter, value, 1);
  if (at > counter.latestAt) counter.latestAt = at;
  const day = dayOfFeeling(mark, daysOf(timeZone));
  if (day === null) return;
  const month = day.slice(0, 7);
  const key = `${month} ${company}`;
  months.set(key, withFeeling(months.get(key) ?? emptyMonthTally(company, month), mark, day));
}

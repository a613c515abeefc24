// The whole diary counted anew: a record that an older version made, or a user whose days begin elsewhere than before.
import type { Table } from "dexie";
import type { Value } from "../core/feelings/feeling.ts";
import { dayOfFeeling, emptyMonthTally, type MonthTally, tallyOf, withFeeling } from "../core/insight/month-tally.ts";
import { type MonthsText, withMonth } from "../core/insight/months-text.ts";
import type { DayOf, NotedFeeling } from "../core/insight/rating.ts";
import { isVisible, type Row } from "../core/record/change.ts";
import { entityOf } from "../core/record/tables.ts";
import { localDate, timeZoneOf } from "../platform/clock.ts";

/** What a person noted about one company, kept current in the transaction of each feeling: never read all rows to count. */
export interface Counter {
  id: string;
  /** Feelings. */
  good: number;
  neither: number;
  bad: number;
  latestAt: string;
  /** Local days with a rating, of which only the last counts; and how many of those were good or bad. */
  days: number;
  goodDays: number;
  badDays: number;
  /** The same of each local month. */
  months: MonthsText;
}

/**
 * What was noted of one company under two domains: added when it is read, so that neither linking nor splitting counts
 * anything. A day with a rating at both counts twice; `months` stay those of the first.
 */
export function addCounters(one: Counter, other: Counter): Counter {
  const sum = { ...one, latestAt: one.latestAt > other.latestAt ? one.latestAt : other.latestAt };
  for (const member of ["good", "neither", "bad", "days", "goodDays", "badDays"] as const) sum[member] += other[member];
  return sum;
}

/** In whose days the months are counted. */
export interface CountedIn {
  key: "counted-in";
  timeZone: string;
}

/** A database or one of its transactions: an upgrade has only the second. */
export interface Tables {
  // Dexie's own signature: each caller names what the table holds.
  table(name: string): Table;
}

const CHUNK = 5000;

export const emptyCounter = (id: string): Counter => ({
  id,
  good: 0,
  neither: 0,
  bad: 0,
  latestAt: "",
  days: 0,
  goodDays: 0,
  badDays: 0,
  months: "",
});

export const zoneOf = (profile: Row | undefined): string => timeZoneOf(entityOf("profiles", profile));

export const daysOf =
  (timeZone: string): DayOf =>
  (instant) =>
    localDate(timeZone, Date.parse(instant));

/** Moves a counter by one feeling. */
export function countFeeling(counter: Counter, value: number, step: 1 | -1): void {
  counter[value > 0 ? "good" : value < 0 ? "bad" : "neither"] += step;
}

/** Moves a counter by what became of one of its months. */
export function countDays(counter: Counter, month: MonthTally, step: 1 | -1): void {
  const { n, good, bad } = tallyOf([month]);
  counter.days += step * n;
  counter.goodDays += step * good;
  counter.badDays += step * bad;
  counter.months = withMonth(counter.months, month.month, { n: step === 1 ? n : 0, good, bad });
}

interface Tally {
  counters: Map<string, Counter>;
  months: Map<string, MonthTally>;
}

/** Within a transaction over feelings, counters, months, profiles and meta. */
export async function recount(tables: Tables): Promise<void> {
  const timeZone = zoneOf(await tables.table("profiles").get("profile"));
  // A company that was noted once keeps its counter.
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

/** True if the feeling is visible: not removed, and with a valid instant. */
export const isCounted = (row: Row | undefined): row is Row => isVisible(row) && entityOf("feelings", row) !== null;

/** What a counter needs of a feeling's row. */
export const markOf = ({ id, at, company, value }: Row): NotedFeeling => ({
  id,
  at: String(at),
  company: String(company),
  value: Number(value) as Value,
});

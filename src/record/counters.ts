// Running counters: moved in the transaction of each feeling, so that no screen has to read the whole diary to count it.

import {
  dayOfFeeling,
  emptyMonthTally,
  type MonthTally,
  withFeeling,
  withoutFeeling,
} from "../core/insight/month-tally.ts";
import type { Row } from "../core/record/change.ts";

import {
  type CompanyCounter,
  countDays,
  countFeeling,
  daysOf,
  emptyCounter,
  isCounted,
  markOf,
  zoneOf,
} from "./company-counter.ts";
import type { Database, Meta } from "./database.ts";
import { recount } from "./recount.ts";
import type { RowChange } from "./write-hooks.ts";

interface Open {
  timeZone: string;
  counters: Map<string, CompanyCounter>;
  months: Map<string, MonthTally>;
  /** Companies whose newest feeling is gone. */
  undated: Set<string>;
}

/** Whose days are counted, and whose were: as they stood before the write. */
interface Counting {
  profile: Row | undefined;
  counted: Meta | undefined;
}

/** What a write moves; null when nobody has to be counted, "all" when the user's days begin elsewhere now. */
type Opened = Open | "all" | null;

/** Every counter that these rows touch, read at once. Asked for before the rows are stored, it comes while they are. */
export async function openCounters(
  target: Database,
  touched: readonly RowChange[],
  { profile, counted }: Counting,
): Promise<Opened> {
  const own = touched.find(({ table, id }) => table === "profiles" && id === "profile");
  const feelings = touched.filter(({ table }) => table === "feelings");
  if (feelings.length === 0 && own === undefined) return null;
  const timeZone = zoneOf(own?.after ?? profile);
  if (counted?.key !== "counted-in" || counted.timeZone !== timeZone) return "all";
  const rows = feelings.flatMap(({ before, after }) => [before, after]).filter(isCounted);
  const companies = [...new Set(rows.map(({ company }) => String(company)))];
  const keys = new Map<string, [string, string]>();
  for (const row of rows) {
    const day = dayOfFeeling(markOf(row), daysOf(timeZone));
    if (day !== null) keys.set(keyOf(String(row.company), day), [String(row.company), day.slice(0, 7)]);
  }
  const [counters, months] = await Promise.all([
    target.counters.bulkGet(companies),
    target.months.bulkGet([...keys.values()]),
  ]);
  return {
    timeZone,
    undated: new Set(),
    counters: new Map(companies.map((id, index) => [id, counters[index] ?? emptyCounter(id)])),
    months: new Map(
      [...keys].map(([key, [company, month]], index) => [key, months[index] ?? emptyMonthTally(company, month)]),
    ),
  };
}

/** In the transaction in which the rows are stored, and asked for after them. */
export async function storeCounters(
  target: Database,
  touched: readonly RowChange[],
  opening: Promise<Opened>,
): Promise<void> {
  const open = await opening;
  if (open === "all") return recount(target);
  if (open === null) return;
  // Without awaiting in between: Dexie loses a transaction over a long row of promises that are not its own.
  for (const one of touched) if (one.table === "feelings") moveCounters(open, one);
  for (const company of open.undated) {
    const counter = open.counters.get(company);
    if (counter !== undefined) counter.latestAt = await latestAt(target, company);
  }
  const months = [...open.months.values()];
  const bare = months.filter(({ n }) => n === 0);
  await Promise.all([
    target.counters.bulkPut([...open.counters.values()]),
    target.months.bulkPut(months.filter(({ n }) => n > 0)),
    ...(bare.length === 0 ? [] : [target.months.bulkDelete(bare.map(({ company, month }) => [company, month]))]),
  ]);
}

const keyOf = (company: string, day: string): string => `${day.slice(0, 7)} ${company}`;

function moveCounters(open: Open, { before, after }: RowChange): void {
  for (const [row, step] of [
    [before, -1],
    [after, 1],
  ] as const) {
    if (!isCounted(row)) continue;
    const counter = open.counters.get(String(row.company));
    if (counter === undefined) continue;
    countFeeling(counter, Number(row.value), step);
    moveMonth(open, counter, row, step);
    if (step === 1 && String(row.at) > counter.latestAt) counter.latestAt = String(row.at);
    const stays = isCounted(after) && after.company === row.company && after.at === row.at;
    if (!stays && row.at === counter.latestAt) open.undated.add(counter.id);
  }
}

function moveMonth({ months, timeZone }: Open, counter: CompanyCounter, row: Row, step: 1 | -1): void {
  const mark = markOf(row);
  const day = dayOfFeeling(mark, daysOf(timeZone));
  const key = keyOf(mark.company, day ?? "");
  const month = months.get(key);
  if (day === null || month === undefined) return;
  const moved = step === 1 ? withFeeling(month, mark, day) : withoutFeeling(month, mark, day);
  countDays(counter, month, -1);
  countDays(counter, moved, 1);
  months.set(key, moved);
}

/** The instant of a company's newest visible feeling; "" when there is none. */
async function latestAt(target: Database, company: string): Promise<string> {
  const own = target.feelings.where("[company+at]").between([company, ""], [company, "\uffff"]);
  const newest = await own.reverse().filter(isCounted).first();
  return newest === undefined ? "" : String(newest.at);
}

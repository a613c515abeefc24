// Updates the counters in the transaction of each feeling, so that no page reads the whole diary to count it.
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
import { keysWithin } from "./key-range.ts";
import { recount } from "./recount.ts";
import type { RowChange } from "./write-hooks.ts";

interface Open {
  timeZone: string;
  counters: Map<string, CompanyCounter>;
  months: Map<string, MonthTally>;
  /** The same months before the write. */
  before: ReadonlyMap<string, MonthTally>;
  /** Companies whose newest feeling was removed: their `latestAt` must be read again. */
  undated: Set<string>;
}

/** Values before the write: the profile, whose time zone defines days, and the zone in which counters were computed. */
interface Counting {
  profile: Row | undefined;
  counted: Meta | undefined;
}

/** The counters that a write changes; null if none; "all" if the user's time zone has changed. */
type Opened = Open | "all" | null;

/** Reads all counters that these rows change, in one round. Call it before storing the rows: both then run together. */
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
  const before = new Map(
    [...keys].map(([key, [company, month]], index) => [key, months[index] ?? emptyMonthTally(company, month)]),
  );
  return {
    timeZone,
    undated: new Set(),
    counters: new Map(companies.map((id, index) => [id, counters[index] ?? emptyCounter(id)])),
    months: new Map(before),
    before,
  };
}

/** Updates and stores the counters. Call it in the transaction of the rows, after they are put. */
export async function storeCounters(
  target: Database,
  touched: readonly RowChange[],
  opening: Promise<Opened>,
): Promise<void> {
  const open = await opening;
  if (open === "all") return recount(target);
  if (open === null) return;
  // Without awaiting: over a long series of native promises Dexie loses the transaction.
  for (const one of touched) if (one.table === "feelings") updateCounters(open, one);
  updateDays(open);
  for (const company of open.undated) {
    const counter = open.counters.get(company);
    if (counter !== undefined) counter.latestAt = await latestAt(target, company);
  }
  const months = [...open.months.values()];
  const emptied = months.filter(({ n }) => n === 0);
  await Promise.all([
    target.counters.bulkPut([...open.counters.values()]),
    target.months.bulkPut(months.filter(({ n }) => n > 0)),
    ...(emptied.length === 0 ? [] : [target.months.bulkDelete(emptied.map(({ company, month }) => [company, month]))]),
  ]);
}

const keyOf = (company: string, day: string): string => `${day.slice(0, 7)} ${company}`;

function updateCounters(open: Open, { before, after }: RowChange): void {
  for (const [row, step] of [
    [before, -1],
    [after, 1],
  ] as const) {
    if (!isCounted(row)) continue;
    const counter = open.counters.get(String(row.company));
    if (counter === undefined) continue;
    countFeeling(counter, Number(row.value), step);
    updateMonth(open, row, step);
    if (step === 1 && String(row.at) > counter.latestAt) counter.latestAt = String(row.at);
    const stays = isCounted(after) && after.company === row.company && after.at === row.at;
    if (!stays && row.at === counter.latestAt) open.undated.add(counter.id);
  }
}

/** Days by month, once for each month however many of its feelings a write has. */
function updateDays({ counters, months, before }: Open): void {
  for (const [key, month] of months) {
    const [counter, known] = [counters.get(month.company), before.get(key)];
    if (counter === undefined || known === undefined || known === month) continue;
    countDays(counter, known, -1);
    countDays(counter, month, 1);
  }
}

function updateMonth({ months, timeZone }: Open, row: Row, step: 1 | -1): void {
  const mark = markOf(row);
  const day = dayOfFeeling(mark, daysOf(timeZone));
  const key = keyOf(mark.company, day ?? "");
  const month = months.get(key);
  if (day === null || month === undefined) return;
  months.set(key, step === 1 ? withFeeling(month, mark, day) : withoutFeeling(month, mark, day));
}

/** Instant of a company's newest visible feeling; "" if there is none. */
async function latestAt(target: Database, company: string): Promise<string> {
  const own = target.feelings.where("[company+at]").between(...keysWithin(company));
  const newest = await own.reverse().filter(isCounted).first();
  return newest === undefined ? "" : String(newest.at);
}

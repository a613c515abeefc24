// Updates the counters in the transaction of each feeling, so that no page reads the whole diary to count it.
import { emptyMonthTally, type MonthTally, withFeeling, withoutFeeling } from "../core/insight/month-tally.ts";
import type { Row } from "../core/record/change.ts";
import {
  type CompanyCounter,
  type Counted,
  countDays,
  countedOf,
  countFeeling,
  daysOf,
  emptyCounter,
  isCounted,
  zoneOf,
} from "./company-counter.ts";
import type { Database } from "./database.ts";
import { keysWithin } from "./key-range.ts";
import type { Meta } from "./local-tables.ts";
import { recount } from "./recount.ts";
import type { RowChange } from "./write-hooks.ts";

/** A feeling before and after the write; null if it is not visible. */
interface Step {
  before: Counted | null;
  after: Counted | null;
}

interface Open {
  /** Each row is read only once: repeated reads took most of the time of a large write. */
  steps: readonly Step[];
  counters: Map<string, CompanyCounter>;
  months: Map<string, MonthTally>;
  /** The same months before the write. */
  before: ReadonlyMap<string, MonthTally>;
  /** Companies whose newest feeling was removed: their `latestAt` must be read again. */
  undated: Set<string>;
}

/** Values before the write: the profile, whose time zone defines days, and the zone of the stored counters. */
interface Counting {
  profile: Row | undefined;
  counted: Meta | undefined;
}

/** The counters that a write changes; null if none; "all" if the user's time zone has changed. */
type Opened = Open | "all" | null;

/**
 * Reads all counters that these rows change, in one round. Call it before storing the rows, so that both run together.
 */
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
  const dayOf = daysOf(timeZone);
  const steps = feelings.map(({ before, after }) => ({
    before: countedOf(before, dayOf),
    after: countedOf(after, dayOf),
  }));
  const companies = new Set<string>();
  const keys = new Map<string, [string, string]>();
  for (const { before, after } of steps)
    for (const one of [before, after]) {
      if (one === null) continue;
      companies.add(one.company);
      if (one.day !== null) keys.set(keyOf(one.company, one.day), [one.company, one.day.slice(0, 7)]);
    }
  const [counters, months] = await Promise.all([
    target.counters.bulkGet([...companies]),
    target.months.bulkGet([...keys.values()]),
  ]);
  const before = new Map(
    [...keys].map(([key, [company, month]], index) => [key, months[index] ?? emptyMonthTally(company, month)]),
  );
  return {
    steps,
    undated: new Set(),
    counters: new Map([...companies].map((id, index) => [id, counters[index] ?? emptyCounter(id)])),
    months: new Map(before),
    before,
  };
}

/** Updates and stores the counters. Call it in the transaction of the rows, after they are put. */
export async function storeCounters(target: Database, opening: Promise<Opened>): Promise<void> {
  const open = await opening;
  if (open === "all") return recount(target);
  if (open === null) return;
  // Does not await: over a long series of native promises Dexie loses the transaction.
  for (const step of open.steps) updateCounters(open, step);
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

function updateCounters(open: Open, { before, after }: Step): void {
  for (const [one, step] of [
    [before, -1],
    [after, 1],
  ] as const) {
    const counter = one === null ? undefined : open.counters.get(one.company);
    if (one === null || counter === undefined) continue;
    countFeeling(counter, one.value, step);
    updateMonth(open, one, step);
    if (step === 1 && one.at > counter.latestAt) counter.latestAt = one.at;
    const stays = after?.company === one.company && after.at === one.at;
    if (!stays && one.at === counter.latestAt) open.undated.add(counter.id);
  }
}

/** Days by month. Computed once for each month, however many of its feelings a write contains. */
function updateDays({ counters, months, before }: Open): void {
  for (const [key, month] of months) {
    const [counter, known] = [counters.get(month.company), before.get(key)];
    if (counter === undefined || known === undefined || known === month) continue;
    countDays(counter, known, -1);
    countDays(counter, month, 1);
  }
}

function updateMonth({ months }: Open, one: Counted, step: 1 | -1): void {
  if (one.day === null) return;
  const key = keyOf(one.company, one.day);
  const month = months.get(key);
  if (month === undefined) return;
  months.set(key, step === 1 ? withFeeling(month, one, one.day) : withoutFeeling(month, one, one.day));
}

/** Instant of a company's newest visible feeling; "" if there is none. */
async function latestAt(target: Database, company: string): Promise<string> {
  const own = target.feelings.where("[company+at]").between(...keysWithin(company));
  const newest = await own.reverse().filter(isCounted).first();
  return newest === undefined ? "" : String(newest.at);
}

// A section of the report, as stored: it changes only after at least five customers changed something, and at most once a
// day, so that the difference of two reports reveals nothing about a single customer.
import { LEAST_CUSTOMERS, type ShownTable } from "./cells.ts";
import { type SqlRow, transact } from "./database.ts";
import { REPORTS } from "./statements.ts";
import { type Storage, timeOf } from "./store.ts";

const DAY = 86_400_000;
const REPORT_SUBJECT = "report";

export interface ReportSection {
  /** Instant of its numbers; null until five customers have sent something. */
  at: string | null;
  tables: readonly ShownTable[];
}

/** `changed`: customers with a handle who have sent something since the last report. */
export interface CountedSection {
  changed: number;
  tables: readonly ShownTable[];
}

export type CountSection = (storage: Storage, since: number) => Promise<CountedSection>;

/** The stored section; counts a new one if it is a day old, and stores that if five customers changed something. */
export async function section(storage: Storage, key: string, count: CountSection): Promise<ReportSection> {
  const { database, now } = storage;
  const [last] = await transact(database, (run) => run(REPORTS.readReport, [REPORT_SUBJECT, key]));
  const since = last === undefined ? Number.NEGATIVE_INFINITY : timeOf(last.at);
  const at = now().toISOString();
  // A clock that was ahead dated it: without the date of now, it would not change before that day.
  if (last !== undefined && since > Date.parse(at)) return replaced(storage, last, { key, at, body: last.body });
  if (last !== undefined && Date.parse(at) - since < DAY) return stored(last);
  const { changed, tables } = await count(storage, since);
  if (changed < LEAST_CUSTOMERS) return last === undefined ? { at: null, tables: [] } : stored(last);
  return replaced(storage, last, { key, at, body: tables });
}

/**
 * Stores a section in place of the last one, and returns the stored one: that of another process if it was quicker, since
 * the difference of two sections of one day could reveal a single customer.
 */
async function replaced(
  { database }: Storage,
  last: SqlRow | undefined,
  { key, at, body }: { key: string; at: string; body: unknown },
): Promise<ReportSection> {
  const [place, values] = [
    [REPORT_SUBJECT, key],
    [at, JSON.stringify(body)],
  ];
  const row = await transact(database, async (run) => {
    if (last === undefined) await run(REPORTS.storeReport, [...place, ...values]);
    else await run(REPORTS.changeReport, [...place, new Date(timeOf(last.at)).toISOString(), ...values]);
    return (await run(REPORTS.readReport, place))[0];
  });
  return row === undefined ? { at: null, tables: [] } : stored(row);
}

const stored = ({ at, body }: SqlRow): ReportSection => ({
  at: new Date(timeOf(at)).toISOString(),
  tables: Array.isArray(body) ? body : [],
});

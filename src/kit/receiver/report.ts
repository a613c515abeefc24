// The company's report: numbers of customers by want and by feeling. A section changes only after at least five
// customers changed something, and at most once a day, so that the difference of two reports reveals nothing about a
// single customer. Customers are those with a handle: several anonymous items may come from one person, who could
// otherwise fill a small cell until it shows.
import type { ItemKind } from "./bodies.ts";
import { LEAST_CUSTOMERS, type ShownTable } from "./cells.ts";
import { type SqlRow, type Statement, transact } from "./database.ts";
import { pages } from "./housekeeping.ts";
import { type AskedQuestion, answerTables } from "./report-answers.ts";
import { feelingTables } from "./report-feelings.ts";
import { preferenceTables } from "./report-preferences.ts";
import { REPORTS, SWEEPS } from "./statements.ts";
import { type Storage, timeOf } from "./store.ts";
import { reportStudies, type StudyReport } from "./studies.ts";
import type { StudyPlan } from "./study.ts";

export interface ReportSection {
  /** Instant of its numbers; null until five customers have sent something. */
  at: string | null;
  tables: readonly ShownTable[];
}

export interface PromiseDue {
  receipt: string;
  what: string;
  by: string;
}

export interface CompanyReport {
  preferences: ReportSection;
  feelings: ReportSection;
  /** One table for each question, in the given order; without rows until five customers gave the same answer. */
  answers: ReportSection;
  studies: readonly StudyReport[];
  /** The company's own promises from yesterday on, the earliest first. */
  promises: readonly PromiseDue[];
}

const DAY = 86_400_000;
const MOST_PROMISES = 100;
const REPORT_SUBJECT = "report";

/** Subjects of a report other than the items. */
export interface ReportSubjects {
  questions?: readonly AskedQuestion[];
  studies?: readonly StudyPlan[];
}

export async function makeReport(
  storage: Storage,
  { questions = [], studies = [] }: ReportSubjects = {},
): Promise<CompanyReport> {
  return {
    preferences: await section(storage, "preferences", countPreferences),
    feelings: await section(storage, "feelings", countItems("feeling", feelingTables)),
    answers: await answersTo(questions, storage),
    studies: await reportStudies(storage, studies),
    promises: await promisesDue(storage),
  };
}

async function answersTo(questions: readonly AskedQuestion[], storage: Storage): Promise<ReportSection> {
  const { at, tables } = await section(
    storage,
    "answers",
    countItems("answer", () => answerTables(questions)),
  );
  // A section may be older than a question.
  const none = answerTables(questions).shown();
  return { at, tables: none.map((empty) => tables.find(({ id }) => id === empty.id) ?? empty) };
}

/** `changed`: customers with a handle who have sent something since the last report. */
interface Counted {
  changed: number;
  tables: readonly ShownTable[];
}

type Count = (storage: Storage, since: number) => Promise<Counted>;

async function section(storage: Storage, key: string, count: Count): Promise<ReportSection> {
  const { database, now } = storage;
  const [last] = await transact(database, (run) => run(REPORTS.readReport, [REPORT_SUBJECT, key]));
  const since = last === undefined ? Number.NEGATIVE_INFINITY : timeOf(last.at);
  const at = now().toISOString();
  // A clock that was ahead has dated it: it counts as one of now, or it would not change before that day.
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
  const values = [REPORT_SUBJECT, key, at, JSON.stringify(body)];
  const row = await transact(database, async (run) => {
    if (last === undefined) await run(REPORTS.storeReport, values);
    else await run(REPORTS.changeReport, [...values, new Date(timeOf(last.at)).toISOString()]);
    return (await run(REPORTS.readReport, [REPORT_SUBJECT, key]))[0];
  });
  return row === undefined ? { at: null, tables: [] } : stored(row);
}

const stored = ({ at, body }: SqlRow): ReportSection => ({
  at: new Date(timeOf(at)).toISOString(),
  tables: Array.isArray(body) ? body : [],
});

async function countPreferences(storage: Storage, since: number): Promise<Counted> {
  const tables = preferenceTables();
  const now = storage.now();
  let changed = 0;
  for await (const { body, at, expires } of pages(storage, SWEEPS.pageOfPreferences)) {
    if (timeOf(expires) <= now.getTime()) continue;
    if (isBetween(at, since, now.getTime())) changed++;
    tables.count(body, now.toISOString().slice(0, 10));
  }
  return { changed, tables: tables.shown() };
}

/** The times of a clock that was ahead are no changes, or they would be new on every day. */
const isBetween = (at: unknown, since: number, now: number): boolean => timeOf(at) > since && timeOf(at) <= now;

interface ItemTables {
  count(bodies: readonly unknown[]): void;
  shown(): readonly ShownTable[];
}

const countItems =
  (counted: ItemKind, tablesFor: () => ItemTables): Count =>
  async (storage, since) => {
    const tables = tablesFor();
    let changed = 0;
    for await (const rows of bySubject(storage, SWEEPS.pageOfItems)) {
      const current = rows.filter(
        ({ kind, replaced, known }) => kind === counted && replaced === false && known === true,
      );
      if (current.some(({ at }) => isBetween(at, since, storage.now().getTime()))) changed++;
      tables.count(current.map(({ body }) => body));
    }
    return { changed, tables: tables.shown() };
  };

/** The rows of one subject after the other, since pages are ordered by subject. */
async function* bySubject(storage: Storage, statement: Statement): AsyncGenerator<SqlRow[]> {
  let rows: SqlRow[] = [];
  for await (const row of pages(storage, statement)) {
    if (rows.length > 0 && rows[0]?.subject !== row.subject) {
      yield rows;
      rows = [];
    }
    rows.push(row);
  }
  if (rows.length > 0) yield rows;
}

async function promisesDue(storage: Storage): Promise<PromiseDue[]> {
  const yesterday = new Date(storage.now().getTime() - DAY).toISOString().slice(0, 10);
  const due: PromiseDue[] = [];
  for await (const { receipt, promise, promise_by: by } of pages(storage, SWEEPS.pageOfItems))
    if (typeof promise === "string" && typeof by === "string" && by >= yesterday)
      due.push({ receipt: String(receipt), what: promise, by });
  return due.toSorted((a, b) => a.by.localeCompare(b.by)).slice(0, MOST_PROMISES);
}

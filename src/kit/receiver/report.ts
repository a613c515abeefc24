// The company's report: numbers of customers by want and by feeling. Customers are those with a handle: several
// anonymous items may come from one person, who could otherwise fill a small cell until it shows.
import type { ItemKind } from "./bodies.ts";
import type { ShownTable } from "./cells.ts";
import type { SqlRow, Statement } from "./database.ts";
import { pages } from "./housekeeping.ts";
import { type AskedQuestion, answerTables } from "./report-answers.ts";
import { feelingTables } from "./report-feelings.ts";
import { preferenceTables } from "./report-preferences.ts";
import { type CountedSection, type CountSection, type ReportSection, section } from "./report-section.ts";
import { SWEEPS } from "./statements.ts";
import { type Storage, timeOf } from "./store.ts";
import { reportStudies, type StudyReport } from "./studies.ts";
import type { StudyPlan } from "./study.ts";

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

async function countPreferences(storage: Storage, since: number): Promise<CountedSection> {
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
  (counted: ItemKind, tablesFor: () => ItemTables): CountSection =>
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

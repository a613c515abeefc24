// Promises without an outcome that have a due day: the due ones, and the coming ones. The earliest first.
import type { TimelineEvent } from "../../core/record/tables.ts";
import { dueOf, type PromiseState, promiseState } from "../../core/timeline/timeline-note.ts";
import { localDate } from "../../platform/clock.ts";
import { readCompanyNames } from "../../record/company-links.ts";
import { database, entitiesOf } from "../../record/database.ts";
import { keysWithin } from "../../record/key-range.ts";
import { readTimeZone } from "../../record/read-record.ts";
import { readOutcomes } from "./entry-context.ts";

export interface DuePromise {
  promise: TimelineEvent;
  /** YYYY-MM-DD. */
  due: string;
  name: string;
}

export const readDuePromises = (): Promise<DuePromise[]> => readPromises("due");

export const readComingPromises = (): Promise<DuePromise[]> => readPromises("open");

async function readPromises(wanted: PromiseState): Promise<DuePromise[]> {
  const rows = await database.events
    .where("[type+at]")
    .between(...keysWithin("promise"))
    .toArray();
  const promises = entitiesOf("events", rows);
  const today = localDate(await readTimeZone());
  const outcomes = await readOutcomes(promises.map(({ id }) => id));
  const due = promises.filter(
    (promise) => dueOf(promise) !== null && promiseState(promise, outcomes.get(promise.id) ?? null, today) === wanted,
  );
  const names = await readCompanyNames(due.map(({ company }) => company));
  return due
    .map((promise) => ({
      promise,
      due: dueOf(promise) ?? today,
      name: names.get(promise.company) ?? promise.company,
    }))
    .sort((one, other) => (one.due < other.due ? -1 : 1));
}

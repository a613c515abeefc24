// The last ratings of each company in a list, by index, so that no list reads the diary.
import { lastOfEachDay } from "../../core/feelings/last-of-each-day.ts";
import { laterFirst, mergeSorted } from "../../core/record/merge-sorted.ts";
import { localDate } from "../../platform/clock.ts";
import { database, entitiesOf } from "../../record/database.ts";
import { keysWithin } from "../../record/key-range.ts";
import { readTimeZone } from "../../record/read-record.ts";
import type { CompanyRow } from "./read-companies.ts";

const LAST_VISITS = 7;

export type LastValues = ReadonlyMap<string, readonly number[]>;

/** By the id of the row, oldest first; the last of each day. */
export async function readLastValues(rows: readonly Pick<CompanyRow, "id" | "domains">[]): Promise<LastValues> {
  const timeZone = await readTimeZone();
  const dayOf = (at: string): string => localDate(timeZone, Date.parse(at));
  const read = rows.map(async ({ id, domains }) => {
    const lists = (await Promise.all(domains.map(newest))).map((list) => entitiesOf("feelings", list));
    const values = lastOfEachDay(mergeSorted(lists, laterFirst, LAST_VISITS), dayOf).map(({ value }) => value);
    return [id, values.toReversed()] as const;
  });
  return new Map(await Promise.all(read));
}

const newest = (domain: string) =>
  database.feelings
    .where("[company+at]")
    .between(...keysWithin(domain))
    .reverse()
    .limit(LAST_VISITS)
    .toArray();

// The timeline of one company or of all: feelings, receipts and events, newest first, one page at a time by index.
import { isVisible, type Row } from "../../core/record/change.ts";
import { compareText, laterFirst, mergeSorted } from "../../core/record/merge-sorted.ts";
import { entityOf, type Feeling, type TimelineEvent } from "../../core/record/tables.ts";
import { readCompanyDomains, readCompanyNames } from "../../record/company-links.ts";
import { database, entitiesOf } from "../../record/database.ts";
import { keysWithin } from "../../record/key-range.ts";
import { asOneEntry, dealingsOf } from "./dealings.ts";
import type { Entry } from "./entry.ts";
import { type Position, withOutcomes, withoutEchoes } from "./entry-context.ts";

/** Feelings, receipts, or one type of event; null for all. */
export type TimelineFilter = "feeling" | "receipt" | TimelineEvent["type"] | null;

export interface TimelineQuery {
  /** Any domain of a company selects all its domains. */
  company: string | null;
  filter: TimelineFilter;
  /** Entries before this position; null starts with the newest. */
  after: Position | null;
  /** Last position of the page, once known. It stays fixed, whatever is added above it. */
  until: Position | null;
}

export interface Page {
  entries: Entry[];
  /** Start of the next page; null if this is the last one. */
  end: Position | null;
  /** Names of the companies on this page, by domain. */
  names: ReadonlyMap<string, string>;
}

export const PAGE = 100;
/** Rows at the edge of a chunk are read again with the next one. */
const EDGE = 20;

/** Holds at most two chunks in addition to the entries found. */
export async function readTimelinePage(span: TimelineQuery, most = PAGE): Promise<Page> {
  const found: Entry[] = [];
  let after = span.after;
  // One entry more than a page shows that another page follows.
  for (const size = most + 1; ; ) {
    const chunk = await readChunk({ ...span, after }, size);
    const last = chunk.at(-1);
    found.push(...(await withoutEchoes(chunk)));
    if (last === undefined || chunk.length < size) break;
    if (span.until === null && dealingsOf(found).length > most) break;
    after = positionOf(last);
  }
  return pageOf(found, span.until, most);
}

/** The first `most` entries, or all of them if the end of the page is known. */
export async function pageOf(found: readonly Entry[], until: Position | null, most: number): Promise<Page> {
  const dealings = dealingsOf(found);
  const page = (until === null ? dealings.slice(0, most) : dealings).flat();
  const end = until ?? (dealings.length > most ? positionOf([...page].sort(newestFirst).at(-1)) : null);
  const entries = dealingsOf(await withOutcomes(page)).flatMap(asOneEntry);
  return { entries, end, names: await readCompanyNames(page.map(({ company }) => company)) };
}

export const positionOf = (entry: Position | undefined): Position | null =>
  entry === undefined ? null : { at: entry.at, id: entry.id, kind: entry.kind };

const newestFirst = (one: Position, other: Position): number =>
  laterFirst(one, other) || compareText(other.kind, one.kind);

/** The next `size` rows of each table and domain. Their first `size` are the next ones overall. */
export async function readChunk(span: TimelineQuery, size: number): Promise<Entry[]> {
  const { filter } = span;
  const domains = span.company === null ? [null] : await readCompanyDomains(span.company);
  const lists = domains.flatMap((company) => {
    const entriesOf = async (table: TimelineTable, entry: (row: Row) => Entry[]): Promise<Entry[]> =>
      (await rowsOf(table, { ...span, company }, size)).flatMap(entry);
    return [
      ...(filter === null || filter === "feeling" ? [entriesOf("feelings", feelingEntry)] : []),
      ...(filter === null || filter === "receipt" ? [entriesOf("receipts", receiptEntry)] : []),
      ...(filter === "feeling" || filter === "receipt" ? [] : [entriesOf("events", eventEntry)]),
    ];
  });
  return mergeSorted(await Promise.all(lists), newestFirst, size);
}

const KINDS = { feelings: "feeling", receipts: "receipt", events: "event" } as const;

type TimelineTable = keyof typeof KINDS;

/** Rows of one domain, or of all. */
async function rowsOf(table: TimelineTable, span: TimelineQuery, size: number): Promise<Row[]> {
  const { company, filter, after, until } = span;
  const kind = KINDS[table];
  const type = table === "events" ? filter : null;
  const names = [...(company === null ? [] : ["company"]), ...(type === null ? [] : ["type"])];
  const prefix = [...(company === null ? [] : [company]), ...(type === null ? [] : [type])];
  const [oldest, newest] = [until?.at ?? "", after?.at ?? "\uffff"];
  const isBetween = (row: Row): boolean => {
    const position = { at: String(row.at), id: row.id, kind };
    return (
      (after === null || newestFirst(after, position) < 0) && (until === null || newestFirst(position, until) <= 0)
    );
  };
  const range =
    names.length === 0
      ? database[table].where("at").between(oldest, newest, true, true)
      : database[table]
          .where(`[${[...names, "at"].join("+")}]`)
          .between([...prefix, oldest], [...prefix, newest], true, true);
  // Reads whole ranges, never row by row, since a cursor costs several times as much. Reads rows at the very edge
  // again.
  for (let most = size + EDGE; ; most *= 4) {
    const rows = await range.clone().reverse().limit(most).toArray();
    const found = rows.filter((row) => isVisible(row) && isBetween(row));
    if (found.length >= size || rows.length < most) return found.slice(0, size);
  }
}

function feelingEntry(row: Row): Entry[] {
  const feeling = entityOf("feelings", row);
  return feeling === null ? [] : [{ ...headOf(feeling), kind: "feeling", feeling }];
}

function receiptEntry(row: Row): Entry[] {
  const receipt = entityOf("receipts", row);
  return receipt === null ? [] : [{ ...headOf(receipt), kind: "receipt", receipt }];
}

function eventEntry(row: Row): Entry[] {
  const event = entityOf("events", row);
  return event === null ? [] : [{ ...headOf(event), kind: "event", event }];
}

const headOf = ({ at, id, company }: { at: string; id: string; company: string }) => ({ at, id, company });

/** The newest feelings of one company, or of all. */
export async function readFeelings(company: string | null, most: number): Promise<Feeling[]> {
  if (company === null)
    return entitiesOf("feelings", await database.feelings.orderBy("at").reverse().limit(most).toArray());
  const own = (domain: string) =>
    database.feelings
      .where("[company+at]")
      .between(...keysWithin(domain))
      .reverse()
      .limit(most)
      .toArray();
  const rows = await Promise.all((await readCompanyDomains(company)).map(own));
  return mergeSorted(
    rows.map((list) => entitiesOf("feelings", list)),
    laterFirst,
    most,
  );
}

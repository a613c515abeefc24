// The timeline of one company or of all: feelings, receipts and events, newest first, read by index a page at a time.
import { isVisible, type Row } from "../../core/change.ts";
import { entityOf, type Feeling, type TimelineEvent } from "../../core/entities.ts";
import { compareText, laterFirst, mergeSorted } from "../../core/merge-sorted.ts";
import type { Receipt } from "../../core/receipt.ts";
import { database, entitiesOf } from "../../platform/database.ts";
import { readDomains, readNames } from "../../platform/same-company.ts";
import { type Position, withOutcomes, withoutEchoes } from "./entry-context.ts";

export type Entry =
  | { kind: "feeling"; at: string; id: string; company: string; feeling: Feeling }
  | { kind: "receipt"; at: string; id: string; company: string; receipt: Receipt }
  | {
      kind: "event";
      at: string;
      id: string;
      company: string;
      event: TimelineEvent;
      /** What became of a promise. */
      outcome?: TimelineEvent | null;
    };

/** Feelings, receipts, or one type of event; null is everything. */
export type TimelineFilter = "feeling" | "receipt" | TimelineEvent["type"] | null;

export interface Span {
  /** Any of its domains stands for all of them. */
  company: string | null;
  filter: TimelineFilter;
  /** Entries before this position; null starts with the newest. */
  after: Position | null;
  /** The last position of the page, once it is known: it stays, whatever is added above. */
  until: Position | null;
  matches?: ((entry: Entry, name: string) => boolean) | undefined;
}

export interface Page {
  entries: Entry[];
  /** Where the next page begins; null when nothing follows. */
  end: Position | null;
  /** By domain, of the companies on this page. */
  names: ReadonlyMap<string, string>;
}

export const PAGE = 100;
const EDGE = 20;

/** Never more than two chunks are held beside what was found. */
export async function readTimelinePage(span: Span, most = PAGE): Promise<Page> {
  const found: Entry[] = [];
  const names = new Map<string, string>();
  const domains = span.company === null ? [null] : await readDomains(span.company);
  let after = span.after;
  for (;;) {
    const chunk = await readChunk({ ...span, after }, domains);
    const last = chunk.at(-1);
    await nameMore(chunk, names);
    const shown = await withoutEchoes(chunk);
    found.push(...shown.filter((entry) => span.matches?.(entry, names.get(entry.company) ?? entry.company) ?? true));
    if (last === undefined || chunk.length < PAGE) break;
    if (span.until === null && found.length > most) break;
    after = positionOf(last);
  }
  const page = span.until === null ? found.slice(0, most) : found;
  const end = span.until ?? (found.length > most ? positionOf(page.at(-1)) : null);
  return { entries: await withOutcomes(page), end, names };
}

const positionOf = (entry: Position | undefined): Position | null =>
  entry === undefined ? null : { at: entry.at, id: entry.id, kind: entry.kind };

const newestFirst = (one: Position, other: Position): number =>
  laterFirst(one, other) || compareText(other.kind, one.kind);

/** The next hundred of each table and domain, of which the first hundred are the next of all. */
async function readChunk(span: Span, domains: readonly (string | null)[]): Promise<Entry[]> {
  const { filter } = span;
  const pages = domains.flatMap((company) => {
    const own = { ...span, company };
    return [
      ...(filter === null || filter === "feeling" ? [entriesOf("feelings", own, feelingEntry)] : []),
      ...(filter === null || filter === "receipt" ? [entriesOf("receipts", own, receiptEntry)] : []),
      ...(filter === "feeling" || filter === "receipt" ? [] : [entriesOf("events", own, eventEntry)]),
    ];
  });
  return mergeSorted(await Promise.all(pages), newestFirst, PAGE);
}

const KINDS = { feelings: "feeling", receipts: "receipt", events: "event" } as const;

async function entriesOf(table: keyof typeof KINDS, span: Span, entry: (row: Row) => Entry[]): Promise<Entry[]> {
  return (await rowsOf(table, span)).flatMap(entry);
}

/** Of one domain, or of all there are. */
async function rowsOf(table: keyof typeof KINDS, span: Span): Promise<Row[]> {
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
  // Whole stretches, never row by row: a cursor costs several times as much. What stands at the very edge is read again.
  for (let most = PAGE + EDGE; ; most *= 4) {
    const rows = await range.clone().reverse().limit(most).toArray();
    const found = rows.filter((row) => isVisible(row) && isBetween(row));
    if (found.length >= PAGE || rows.length < most) return found.slice(0, PAGE);
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

async function nameMore(entries: readonly Entry[], names: Map<string, string>): Promise<void> {
  const unknown = entries.map(({ company }) => company).filter((id) => !names.has(id));
  if (unknown.length === 0) return;
  for (const [id, name] of await readNames(unknown)) names.set(id, name);
}

/** The newest feelings of one company, or of all. */
export async function readFeelings(company: string | null, most: number): Promise<Feeling[]> {
  if (company === null)
    return entitiesOf("feelings", await database.feelings.orderBy("at").reverse().limit(most).toArray());
  const own = (domain: string) =>
    database.feelings.where("[company+at]").between([domain, ""], [domain, "\uffff"]).reverse().limit(most).toArray();
  const rows = await Promise.all((await readDomains(company)).map(own));
  return mergeSorted(
    rows.map((list) => entitiesOf("feelings", list)),
    laterFirst,
    most,
  );
}

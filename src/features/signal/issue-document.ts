// The document that a company reads, and the receipt of it, with the same bytes. Writes a receipt whenever they change.
import { canonical } from "../../core/record/change.ts";
import { entityOf } from "../../core/record/tables.ts";
import { type Grant, isLive } from "../../core/sharing/grant.ts";
import { isOfReading, type Receipt } from "../../core/sharing/receipt.ts";
import { summaryFor, viewFor } from "../../core/sharing/view.ts";
import { nextViewChange } from "../../core/sharing/view-change.ts";
import { DAY_MILLISECONDS } from "../../core/time/durations.ts";
import { isStoredInstant } from "../../core/time/instant.ts";
import { clock, instantNow, localDate, sha256, startOfDate } from "../../platform/clock.ts";
import { KeyedQueue } from "../../platform/serial-queue.ts";
import { database } from "../../record/database.ts";
import type { DisclosureInput } from "../../record/read-record.ts";
import { write } from "../../record/write.ts";
import type { RowChange } from "../../record/write-hooks.ts";
import type { PreferencesDocument } from "../../signal/document.ts";
import { encodeHeader } from "../../signal/header.ts";

const MOST_DAYS = 30;

export interface IssuedDocument {
  document: PreferencesDocument;
  changed: boolean;
}

/**
 * Reads a grant and the input of its view. Called at the company's turn in the queue, so that it reads the newest
 * state.
 */
export type ReadInput = (company: string) => Promise<{ grant: Grant; input: DisclosureInput } | null>;

const REMEMBERED = 100;
const receipts = new Map<string, Receipt | null>();

/** The newest receipt of the company's reading. Cached for up to 100 companies, since an open page asks often. */
async function lastReceipt(company: string): Promise<Receipt | null> {
  const known = receipts.get(company);
  if (known !== undefined) return known;
  const newest = await newestOfReading(company);
  if (receipts.size >= REMEMBERED) receipts.clear();
  receipts.set(company, newest);
  return newest;
}

/** Receipts up to now, newest first. Ignores future ones, which another device's fast clock dated. */
const receiptsUntilNow = (company: string) =>
  database.receipts.where("[company+at]").between([company, ""], [company, instantNow()], true, true).reverse();

async function newestOfReading(company: string): Promise<Receipt | null> {
  const row = await receiptsUntilNow(company)
    .filter(({ direction }) => isOfReading({ direction }))
    .first();
  return entityOf("receipts", row);
}

/** Write effect: clears the receipt cache after any write of a receipt. */
export async function forgetReceipts(touched: readonly RowChange[]): Promise<void> {
  if (touched.some(({ table }) => table === "receipts")) receipts.clear();
}

/** One issue at a time per company, since a page's request during a publication would write a second receipt. */
const turns = new KeyedQueue();

/**
 * The document of a live grant. Writes its receipt first if the last one differs. Null if the grant ended while the call
 * waited in the queue.
 */
export const issueDocument = (readInput: ReadInput, company: string): Promise<IssuedDocument | null> =>
  turns.take(company, async () => {
    // In parallel, since a page waits for both.
    const [seen, last] = await Promise.all([readInput(company), lastReceipt(company)]);
    return seen !== null && isLive(seen.grant, instantNow()) ? issueTo(seen.grant, seen.input, last) : null;
  });

async function issueTo(grant: Grant, input: DisclosureInput, last: Receipt | null): Promise<IssuedDocument> {
  const view = viewFor(input);
  const next = nextViewChange(input);
  if (last?.direction === "shared") {
    const { issued, expires, ...content }: PreferencesDocument = JSON.parse(last.payload);
    const instant = Date.parse(expires);
    const lasts = isPeriod(issued, expires) && (grant.until === undefined || instant <= Date.parse(grant.until));
    // Reissue if a rule's start or end, a plan's expiry or the grant's end now falls before `expires`.
    const holds = lasts && (next === null || localDate(input.timeZone, instant - 1000) < next);
    if (holds && canonical(content) === canonical(view)) {
      return { document: { ...content, issued, expires }, changed: false };
    }
  }
  const { issued, expires } = periodOf(input, next, grant.until);
  const document: PreferencesDocument = { ...view, issued, expires };
  const payload = JSON.stringify(document);
  const header = encodeHeader(summaryFor(input, view));
  await write([
    {
      table: "receipts",
      fields: {
        at: instantNow(),
        company: grant.id,
        direction: "shared",
        payload,
        payloadHash: await sha256(payload),
        header,
        purposes: view.purposes,
        ...(view.terms?.agreement === undefined ? {} : { agreement: view.terms.agreement }),
      },
    },
  ]);
  return { document, changed: true };
}

/** True if a document with these members is valid now. A file may have brought the receipt, with any text. */
function isPeriod(issued: unknown, expires: unknown): boolean {
  if (!isStoredInstant(issued) || !isStoredInstant(expires)) return false;
  const [from, end] = [Date.parse(issued), Date.parse(expires)];
  return from <= clock.now() && end > clock.now() && end - from <= MOST_DAYS * DAY_MILLISECONDS;
}

const startOfDay = (instant: number): number => Math.floor(instant / DAY_MILLISECONDS) * DAY_MILLISECONDS;
const instantOf = (milliseconds: number): string => `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;

/**
 * Validity of a document: from the start of today to the end of a day in UTC, and so equal for all users. The exact
 * second of an edit would let two companies match their customers. Exact only for a document that ends within its first
 * day.
 */
function periodOf({ timeZone }: DisclosureInput, next: string | null, until: string | undefined) {
  const today = startOfDay(clock.now());
  const ends = [today + MOST_DAYS * DAY_MILLISECONDS];
  if (next !== null) ends.push(startOfDate(next, timeZone));
  if (until !== undefined) ends.push(Date.parse(until));
  const end = Math.min(...ends);
  return { issued: instantOf(today), expires: instantOf(startOfDay(end) > clock.now() ? startOfDay(end) : end) };
}

/** Writes the receipt that a company can no longer read anything. Idempotent. */
export const withdraw = (company: string): Promise<void> => turns.take(company, () => withdrawFrom(company));

async function withdrawFrom(company: string): Promise<void> {
  const [last, self] = await Promise.all([lastReceipt(company), database.meta.get("self")]);
  if (last?.direction !== "shared") return;
  // Another device issued the last receipt and may still issue documents; that device records the end.
  if (self?.key === "self" && !last.id.endsWith(self.clock.device)) return;
  const fields = {
    at: instantNow(),
    company,
    direction: "withdrawn",
    payload: "",
    payloadHash: await sha256(""),
    purposes: [],
  };
  await write([{ table: "receipts", fields }]);
}

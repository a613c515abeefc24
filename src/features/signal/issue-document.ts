// The document a company reads, and the receipt that it could: the same bytes. A receipt is written when they change.
import { canonical } from "../../core/record/change.ts";
import { entityOf } from "../../core/record/tables.ts";
import { type Grant, isLive } from "../../core/sharing/grant.ts";
import { isOfReading, type Receipt } from "../../core/sharing/receipt.ts";
import { nextViewChange, summaryFor, viewFor } from "../../core/sharing/view.ts";
import { clock, instantNow, localDate, sha256, startOfDate } from "../../platform/clock.ts";
import { KeyedQueue } from "../../platform/serial-queue.ts";
import { database } from "../../record/database.ts";
import type { DisclosureInput } from "../../record/read-record.ts";
import { write } from "../../record/write.ts";
import type { RowChange } from "../../record/write-hooks.ts";
import type { PreferencesDocument } from "../../signal/document.ts";
import { encodeHeader } from "../../signal/header.ts";

const DAY_MILLISECONDS = 86_400_000;
const MOST_DAYS = 30;

export interface IssuedDocument {
  document: PreferencesDocument;
  changed: boolean;
}

/** A grant and what its company sees through it. Asked for when it is this company's turn: the newest counts. */
export type ReadInput = (company: string) => Promise<{ grant: Grant; input: DisclosureInput } | null>;

const REMEMBERED = 100;
const receipts = new Map<string, Receipt | null>();

/** The newest receipt; remembered for the companies that were last looked at, since a page that is open asks often. */
async function lastReceipt(company: string): Promise<Receipt | null> {
  const known = receipts.get(company);
  if (known !== undefined) return known;
  const newest = await newestOfReading(company);
  if (receipts.size >= REMEMBERED) receipts.clear();
  receipts.set(company, newest);
  return newest;
}

/** Receipts up to now, newest first: one that another device's fast clock dated ahead has not been read yet. */
const receiptsUntilNow = (company: string) =>
  database.receipts.where("[company+at]").between([company, ""], [company, instantNow()], true, true).reverse();

async function newestOfReading(company: string): Promise<Receipt | null> {
  const row = await receiptsUntilNow(company)
    .filter(({ direction }) => isOfReading({ direction }))
    .first();
  return entityOf("receipts", row);
}

/** An effect of each write: what was remembered of a receipt ends with it. */
export async function forgetReceipts(touched: readonly RowChange[]): Promise<void> {
  if (touched.some(({ table }) => table === "receipts")) receipts.clear();
}

/** One at a time for a company: a page that asks while the rules are made must not get a receipt of its own. */
const turns = new KeyedQueue();

/**
 * The document of a live grant; writes the receipt first when the company could not read exactly this before. Null when
 * the grant ended while others had their turn.
 */
export const issueDocument = (readInput: ReadInput, company: string): Promise<IssuedDocument | null> =>
  turns.take(company, async () => {
    // Together: a page waits for both.
    const [seen, last] = await Promise.all([readInput(company), lastReceipt(company)]);
    return seen !== null && isLive(seen.grant, instantNow()) ? issueTo(seen.grant, seen.input, last) : null;
  });

async function issueTo(grant: Grant, input: DisclosureInput, last: Receipt | null): Promise<IssuedDocument> {
  const view = viewFor(input);
  const next = nextViewChange(input);
  if (last?.direction === "shared") {
    const { issued, expires, ...content }: PreferencesDocument = JSON.parse(last.payload);
    const instant = Date.parse(expires);
    // A rule that is to begin, a plan's end or an end given to the grant may have come since: no document outlives what it says.
    const holds = next === null || localDate(input.timeZone, instant - 1000) < next;
    const begun = Date.parse(issued) <= clock.now();
    const lasts = begun && instant > clock.now() && (grant.until === undefined || instant <= Date.parse(grant.until));
    if (holds && lasts && canonical(content) === canonical(view)) {
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

const startOfDay = (instant: number): number => Math.floor(instant / DAY_MILLISECONDS) * DAY_MILLISECONDS;
const instantOf = (milliseconds: number): string => `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;

/**
 * From the start of today to the end of a day, in UTC, equal for all users: an edit's second would let two companies
 * match their customers. Exact only if the document must end before its first day does.
 */
function periodOf({ timeZone }: DisclosureInput, next: string | null, until: string | undefined) {
  const today = startOfDay(clock.now());
  const ends = [today + MOST_DAYS * DAY_MILLISECONDS];
  if (next !== null) ends.push(startOfDate(next, timeZone));
  if (until !== undefined) ends.push(Date.parse(until));
  const end = Math.min(...ends);
  return { issued: instantOf(today), expires: instantOf(startOfDay(end) > clock.now() ? startOfDay(end) : end) };
}

/** The receipt that a company can read nothing any more. Idempotent. */
export const withdraw = (company: string): Promise<void> => turns.take(company, () => withdrawFrom(company));

async function withdrawFrom(company: string): Promise<void> {
  const [last, self] = await Promise.all([lastReceipt(company), database.meta.get("self")]);
  if (last?.direction !== "shared") return;
  // Told by another device, and perhaps still: the end is for that one to note.
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

// A company's last reading, and its end: from the receipts, or from the grant if that ended earlier.
import { grantState } from "../core/sharing/grant.ts";
import type { View } from "../core/sharing/view.ts";
import { instantNow } from "../platform/clock.ts";
import type { PreferencesDocument } from "../signal/document.ts";
import { database, entitiesOf } from "./database.ts";
import { readGrant } from "./read-record.ts";

/** The last text that a company could read, even if its permission has ended; null if it never could read. */
export async function readLastReading(company: string): Promise<View | null> {
  const own = database.receipts.where("company").equals(company).reverse();
  const row = await own.filter(({ direction }) => direction === "shared").first();
  const [receipt] = entitiesOf("receipts", row === undefined ? [] : [row]);
  return receipt === undefined ? null : viewOfText(receipt.payload);
}

/** The view in a receipt's text. Throws for text that is not JSON. */
export function viewOfText(payload: string): View {
  // `issueDocument` wrote this text from a document.
  const { issued: _issued, expires: _expires, ...view } = JSON.parse(payload) as PreferencesDocument;
  return view;
}

/** The end of the company's last reading, as an instant. Null if it never read, and if it can read now. */
export async function readLastReadingEnd(company: string): Promise<string | null> {
  const [grant, rows] = await Promise.all([
    readGrant(company),
    // Newest first, back to the last document that it could read.
    database.receipts
      .where("company")
      .equals(company)
      .reverse()
      .until(({ direction }) => direction === "shared", true)
      .toArray(),
  ]);
  const now = instantNow();
  if (grantState(grant ?? undefined, now) === "live") return null;
  const receipts = entitiesOf("receipts", rows);
  const read = receipts.find(({ direction }) => direction === "shared");
  if (read === undefined) return null;
  const withdrawn = receipts.findLast(({ direction }) => direction === "withdrawn");
  // The receipt of the withdrawal may still be missing: the background writes it at its next run.
  const ends = [withdrawn?.at, grant?.revokedAt, grant?.until].flatMap((end) => end ?? []);
  return [...ends.filter((end) => end >= read.at), now].sort()[0] ?? now;
}

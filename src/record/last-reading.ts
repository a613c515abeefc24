// A company's last reading, and its end: from the receipts, or from the grant if that ended earlier.
import { isVisible, type Row } from "../core/record/change.ts";
import { stampParts } from "../core/record/stamp.ts";
import { grantState } from "../core/sharing/grant.ts";
import type { View } from "../core/sharing/view.ts";
import { instantNow } from "../platform/clock.ts";
import type { PreferencesDocument } from "../signal/document.ts";
import { database, entitiesOf } from "./database.ts";
import { readGrant } from "./read-record.ts";

/**
 * The last text that a company could read, even if its permission has ended; null if it never could read. What it reads
 * next is compared with this text. Therefore a receipt from a file does not count, nor one of the future, which a clock
 * that was ahead has dated.
 */
export async function readLastReading(company: string): Promise<View | null> {
  const devices = await readOwnDevices();
  const isOwn = (row: Row) => row.direction === "shared" && isVisible(row) && devices.has(stampParts(row.id).device);
  // The newest one, unless it came from a file: then twice as many, until one did not.
  for (let seen = 0, wanted = 1; ; seen = wanted, wanted *= 2) {
    const own = (await newestReceipts(company, wanted, isOwn)).filter(isOwn);
    for (const receipt of entitiesOf("receipts", own.slice(seen)))
      if (!(await isFromFile(receipt.id))) return viewOfText(receipt.payload);
    if (own.length < wanted) return null;
  }
}

/** The newest receipts, back to the one that is the `wanted`th of those that count. */
function newestReceipts(company: string, wanted: number, counts: (row: Row) => boolean): Promise<Row[]> {
  let found = 0;
  return database.receipts
    .where("[company+at]")
    .between([company, ""], [company, instantNow()], true, true)
    .reverse()
    .until((row) => {
      if (counts(row)) found++;
      return found >= wanted;
    }, true)
    .toArray();
}

/** This device and those of its vault: a file may hold rows of any other. */
async function readOwnDevices(): Promise<Set<string>> {
  const [self, others] = await Promise.all([database.meta.get("self"), database.cursors.toCollection().primaryKeys()]);
  return new Set([...others, ...(self?.key === "self" ? [self.clock.device] : [])]);
}

/** True if an import added or changed the receipt: only the log of an import has whole rows. */
async function isFromFile(id: string): Promise<boolean> {
  const logged = (key: string) => database.changes.where("[table+id]").equals(["receipts", key]).toArray();
  const [alone, grouped] = await Promise.all([logged(id), logged("")]);
  return [...alone, ...grouped.filter(({ ids = [] }) => ids.includes(id))].some(({ row }) => row !== undefined);
}

/** The view in a receipt's text. Throws for text that is not JSON. */
function viewOfText(payload: string): View {
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

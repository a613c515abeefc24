// Updates of preferences: the document that a company may read, delivered under its own name for the user when it
// changes. At most one is owed for each company, with the newest text. Before it leaves, it is compared with the
// record, so that no older text follows a newer one, and none discloses more than the company may read now.

import type { Fields } from "../../core/record/change.ts";
import { entityOf } from "../../core/record/tables.ts";
import { type Delivery, KEY_CHARACTERS } from "../../core/sharing/delivery.ts";
import { cancelling, isOwed, kindOf } from "../../core/sharing/delivery-state.ts";
import { isLive } from "../../core/sharing/grant.ts";
import { isOfReading } from "../../core/sharing/receipt.ts";
import { MINUTE_MILLISECONDS } from "../../core/time/durations.ts";
import { clock, instantNow, instantOf } from "../../platform/clock.ts";
import { database } from "../../record/database.ts";
import type { Meta } from "../../record/local-tables.ts";
import { readDeliveries, readGrant } from "../../record/read-record.ts";
import type { RecordReader } from "../../record/record-reader.ts";
import { type Edit, write } from "../../record/write.ts";
import type { PreferencesDocument } from "../../signal/document.ts";
import { senderRow } from "./may-deliver.ts";

const PREFIX = "updates:";
/**
 * Edits within some minutes become one update. Companies receive theirs minutes apart, so that its time tells them
 * nothing.
 */
const WAIT_MINUTES = 1;
const SPREAD_MINUTES = 9;

type ReadDocument = (company: string) => Promise<PreferencesDocument | null>;
let readDocument: ReadDocument = async () => null;

/** Sets the function that returns the document of a live grant after writing its receipt. Call it once at start. */
export const setDocumentReader = (read: ReadDocument): void => {
  readDocument = read;
};

/** The local row that makes this device the sender of a company's updates, to the address of that moment. */
export const followsRow = (company: string, to: string): Meta => ({ key: `${PREFIX}${company}`, to });

export const isFollowedHere = async (company: string): Promise<boolean> =>
  (await database.meta.get(`${PREFIX}${company}`)) !== undefined;

/** The companies whose updates this device sends. */
export async function readFollowedHere(): Promise<string[]> {
  const keys = await database.meta.where("key").startsWith(PREFIX).primaryKeys();
  return keys.map((key) => key.slice(PREFIX.length));
}

export const isUpdate = (delivery: Delivery): boolean => kindOf(delivery) === "preferences";

/** Owes each followed company its newest document, unless it has that already. Idempotent. */
export async function oweUpdates(): Promise<void> {
  for (const row of await database.meta.where("key").startsWith(PREFIX).toArray()) {
    if (!("to" in row)) continue;
    await oweUpdate(row.key.slice(PREFIX.length), row.to).catch((error: unknown) =>
      console.error("an update is owed", error),
    );
  }
}

async function oweUpdate(company: string, endpoint: string): Promise<void> {
  const grant = await readGrant(company);
  if (!isLive(grant ?? undefined, instantNow()) || grant?.updatesAs === undefined) return;
  const document = await readDocument(company);
  if (document === null) return;
  const wanted = { endpoint, body: JSON.stringify(document), handle: grant.updatesAs };
  if (isTold(await readDeliveries("company", company), wanted)) return;
  const key = clock.randomText(KEY_CHARACTERS);
  const minutes = WAIT_MINUTES + clock.chance() * SPREAD_MINUTES;
  const nextAt = instantOf(clock.now() + minutes * MINUTE_MILLISECONDS);
  await write(async (tables) => {
    const all = await readDeliveries("company", company, tables);
    if (isTold(all, wanted)) return [];
    const edits = superseding(all, { ...wanted, nextAt }, { key, company });
    return { edits, meta: [senderRow(key, clock.now())] };
  });
}

interface Wanted {
  endpoint: string;
  body: string;
  handle: string;
}

/** True if the newest update that was not cancelled has this text, whatever its outcome. */
function isTold(all: readonly Delivery[], { body, handle }: Wanted): boolean {
  const newest = all.filter((one) => isUpdate(one) && one.state !== "cancelled").at(-1);
  return newest !== undefined && newest.body === body && newest.handle === handle;
}

/** An update that was never tried gets the new text. One that was tried may have arrived, so it is cancelled. */
function superseding(
  all: readonly Delivery[],
  text: Fields,
  { key, company }: { key: string; company: string },
): Edit[] {
  const owed = all.filter((one) => isUpdate(one) && isOwed(one));
  const fresh = owed.find(({ attempts }) => attempts === 0);
  const tried = cancelling(owed.filter((one) => one !== fresh));
  if (fresh !== undefined)
    return [{ table: "deliveries", id: fresh.id, fields: { ...text, at: instantNow() } }, ...tried];
  const fields = { at: instantNow(), company, kind: "preferences", attempts: 0, state: "owed", ...text };
  return [...tried, { table: "deliveries", id: key, fields }];
}

/** True if the text of an update is what the company may read now: its newest receipt says exactly that. */
export async function isNewestText(tables: RecordReader, { company, body, handle }: Delivery): Promise<boolean> {
  const grant = entityOf("grants", await tables.grants.get(company));
  if (grant === null || grant.updatesAs !== handle) return false;
  const newest = await tables.receipts
    .where("[company+at]")
    .between([company, ""], [company, instantNow()], true, true)
    .reverse()
    .filter(({ direction }) => isOfReading({ direction }))
    .first();
  const receipt = entityOf("receipts", newest);
  return receipt?.direction === "shared" && receipt.payload === body;
}

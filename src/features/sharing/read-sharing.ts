// Who may read what, and every receipt with the end of its period.

import type { Delivery } from "../../core/delivery.ts";
import type { Grant } from "../../core/grant.ts";
import { grantState } from "../../core/grant.ts";
import { isOfReading, type Receipt } from "../../core/receipt.ts";
import { instantNow } from "../../platform/clock.ts";
import { database, entitiesOf } from "../../platform/database.ts";

export interface SharedReceipt {
  receipt: Receipt;
  until: string | null;
  name: string;
  /** What became of what it tells of, where that was to be sent. */
  state: Delivery["state"] | null;
}

export interface Sharing {
  grants: { grant: Grant; state: ReturnType<typeof grantState>; name: string }[];
  receipts: SharedReceipt[];
}

export async function readSharing(company: string | null, most: number): Promise<Sharing> {
  const grantRows =
    company === null ? await database.grants.toArray() : await database.grants.where("id").equals(company).toArray();
  const receiptRows =
    company === null
      ? await database.receipts.reverse().limit(most).toArray()
      : await database.receipts.where("company").equals(company).reverse().limit(most).toArray();
  const grants = entitiesOf("grants", grantRows);
  const receipts = entitiesOf("receipts", receiptRows);
  const ids = [...new Set([...grants.map(({ id }) => id), ...receipts.map((receipt) => receipt.company)])];
  const rows = (await database.companies.bulkGet(ids)).flatMap((row) => row ?? []);
  const names = new Map(entitiesOf("companies", rows).map(({ id, name }) => [id, name]));
  const sent = await database.deliveries.bulkGet(receipts.flatMap(({ delivery }) => delivery ?? []));
  const states = new Map(
    entitiesOf(
      "deliveries",
      sent.flatMap((row) => row ?? []),
    ).map(({ id, state }) => [id, state]),
  );
  const now = instantNow();
  const next = new Map<string, string>();
  const dated = receipts.map((receipt) => {
    const until = next.get(receipt.company) ?? null;
    if (isOfReading(receipt)) next.set(receipt.company, receipt.at);
    const state = states.get(receipt.delivery ?? "") ?? null;
    return { receipt, until, name: names.get(receipt.company) ?? receipt.company, state };
  });
  return {
    grants: grants.map((grant) => ({ grant, state: grantState(grant, now), name: names.get(grant.id) ?? grant.id })),
    receipts: dated,
  };
}

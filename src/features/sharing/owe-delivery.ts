// Storing of a new delivery. Its rows: the owed text, its receipt, the timeline's entry, and this device as its sender.
import { Refusal } from "../../core/commands/errors.ts";
import type { Fields } from "../../core/record/change.ts";
import { type Delivery, type DeliveryKind, GRACE_MILLISECONDS, KEY_CHARACTERS } from "../../core/sharing/delivery.ts";
import { clock, instantNow, instantOf } from "../../platform/clock.ts";
import { readCompanyFile } from "../../record/company-file.ts";
import { readHandle } from "../../record/company-handle.ts";
import { isHeld } from "../../record/held-grants.ts";
import type { RecordReader } from "../../record/record-reader.ts";
import { type PlannedWrite, write } from "../../record/write.ts";
import { type EndpointName, endpointFor } from "./company-endpoint.ts";
import { senderRow } from "./may-deliver.ts";

interface Addressee {
  company: string;
  endpoint: string;
  /** The company's name for the user; null for an anonymous delivery. */
  handle: string | null;
}

export interface NewDelivery extends Addressee {
  /** Idempotency key. */
  key: string;
  kind: DeliveryKind;
  /** The exact text that the user saw, and its hash. */
  body: string;
  payloadHash: string;
  /** Members that name the source: the feeling and its version, the plan, the question, the withdrawn key. */
  source: Fields;
}

/** A new delivery, or the one that has the text already. */
type Wanted = Omit<NewDelivery, "key"> | { same: Delivery };

export function owing({ key, kind, company, endpoint, body, payloadHash, handle, source }: NewDelivery): PlannedWrite {
  const to = { at: instantNow(), company };
  const nextAt = instantOf(clock.now() + GRACE_MILLISECONDS);
  const known = handle === null ? {} : { handle };
  const state = { kind, endpoint, body, attempts: 0, nextAt, state: "owed", ...known, ...source };
  const proof = { direction: "answered", payload: body, payloadHash, purposes: [], delivery: key };
  return {
    edits: [
      { table: "deliveries", id: key, fields: { ...to, ...state } },
      { table: "receipts", fields: { ...to, ...proof } },
      { table: "events", fields: { ...to, type: "told", detail: { shared: kind, delivery: key } } },
    ],
    meta: [senderRow(key, clock.now())],
  };
}

/**
 * Recipient of a text that the user saw. Throws `share-changed` if the company's name for the user is to be sent but
 * missing.
 */
export async function addresseeOf(name: EndpointName, company: string, named: boolean): Promise<Addressee> {
  const endpoint = endpointFor(await readCompanyFile(company), name);
  const handle = await readHandle(company);
  if (named && handle === null) throw new Refusal("share-changed", "handle");
  if (endpoint === null || (await isHeld(company))) throw new Refusal("not-granted", company);
  return { company, endpoint, handle: named ? handle : null };
}

/** Stores the delivery that `plan` wants, unless `plan` finds the same one in the record. Idempotent. */
export async function oweOnce(plan: (tables: RecordReader) => Promise<Wanted>): Promise<{ delivery: string }> {
  const key = clock.randomText(KEY_CHARACTERS);
  let delivery = key;
  await write(async (tables) => {
    const wanted = await plan(tables);
    delivery = "same" in wanted ? wanted.same.id : key;
    return "same" in wanted ? [] : owing({ key, ...wanted });
  });
  return { delivery };
}

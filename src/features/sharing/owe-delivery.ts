// Rows of a new delivery: the owed text, the proof of it, the timeline's entry, and this device as its sender.
import type { Fields } from "../../core/record/change.ts";
import { type DeliveryKind, GRACE_MILLISECONDS } from "../../core/sharing/delivery.ts";
import { clock, instantNow, instantOf } from "../../platform/clock.ts";
import type { PlannedWrite } from "../../record/write.ts";
import { senderRow } from "./may-deliver.ts";

export interface NewDelivery {
  /** Idempotency key. */
  key: string;
  kind: DeliveryKind;
  company: string;
  endpoint: string;
  /** The exact text, which the user saw, and its hash. */
  body: string;
  payloadHash: string;
  /** The company's name for the user; null for an anonymous delivery. */
  handle: string | null;
  /** Members that name the source: the feeling and its version, the plan, the question, the withdrawn key. */
  source: Fields;
}

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

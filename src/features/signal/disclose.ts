// The document a company reads, and the receipt that it could: the same bytes. A receipt is written when they change.
import { canonical } from "../../core/change.ts";
import { entityOf } from "../../core/entities.ts";
import type { Grant } from "../../core/grant.ts";
import type { Receipt } from "../../core/receipt.ts";
import type { PreferencesDocument } from "../../core/signal/document.ts";
import { encodeHeader } from "../../core/signal/header.ts";
import { nextChange, summaryFor, viewFor } from "../../core/view.ts";
import { clock, instantNow, sha256, startOfDate } from "../../platform/clock.ts";
import { database } from "../../platform/database.ts";
import { write } from "../../platform/write.ts";
import { type SignalIndex, viewInputOf } from "./signal-index.ts";

const MOST_DAYS = 30;

export interface Disclosed {
  document: PreferencesDocument;
  changed: boolean;
}

export async function lastReceipt(company: string): Promise<Receipt | null> {
  return entityOf("receipts", await database.receipts.where("company").equals(company).last());
}

/** The document of a live grant; writes the receipt first when the company could not read exactly this before. */
export async function disclose(index: SignalIndex, grant: Grant): Promise<Disclosed> {
  const input = viewInputOf(index, grant);
  const view = viewFor(input);
  const last = await lastReceipt(grant.id);
  if (last?.direction === "shared") {
    const { issued, expires, ...content } = JSON.parse(last.payload) as PreferencesDocument;
    if (canonical(content) === canonical(view) && expires > instantNow()) {
      return { document: { ...content, issued, expires }, changed: false };
    }
  }
  const issued = instantNow();
  const ends = [clock.now() + MOST_DAYS * 86_400_000];
  const next = nextChange(input.layers, input.on);
  if (next !== null) ends.push(startOfDate(next, input.timeZone));
  if (grant.until !== undefined) ends.push(Date.parse(grant.until));
  const expires = `${new Date(Math.min(...ends)).toISOString().slice(0, 19)}Z`;
  const document: PreferencesDocument = { ...view, issued, expires };
  const payload = JSON.stringify(document);
  const header = encodeHeader(summaryFor(input, view));
  await write([
    {
      table: "receipts",
      fields: {
        at: issued,
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

/** The receipt that a company can read nothing any more. Idempotent. */
export async function withdraw(company: string): Promise<void> {
  if ((await lastReceipt(company))?.direction !== "shared") return;
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

// A company's promise: the text that its file refers to now, and the texts that the user stored.
import { type KeptPromise, keptPromiseOf } from "../../core/timeline/promise-text.ts";
import { readCompanyFile } from "../../record/company-file.ts";
import { database, entitiesOf } from "../../record/database.ts";
import { keysWithin } from "../../record/key-range.ts";
import { type Offer, readOffer } from "./read-offer.ts";

export interface PromiseOffer extends Offer {
  /** Hash of the text, from the company's current file. */
  sha256: string;
}

/** Null if the company's file has no promise. */
export async function readPromiseOffer(company: string): Promise<PromiseOffer | null> {
  const [offer, stored] = await Promise.all([
    readOffer(company, ({ promise }) => promise?.url),
    readCompanyFile(company),
  ]);
  const sha256 = stored?.participation.promise?.sha256;
  return offer === null || sha256 === undefined ? null : { ...offer, sha256 };
}

/** Newest first. */
export async function readKeptPromises(company: string): Promise<KeptPromise[]> {
  const rows = await database.events
    .where("[company+type+at]")
    .between(...keysWithin(company, "terms-changed"))
    .reverse()
    .toArray();
  return entitiesOf("events", rows).flatMap((event) => keptPromiseOf(event) ?? []);
}

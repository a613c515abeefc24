// Fetches the text of a company's promise, checks it against the hash in the company's file, and stores it.
import { Refusal } from "../../core/commands/errors.ts";
import type { Failed, KeptPromiseText, PromiseFault } from "../../core/commands/from-company.ts";
import type { Payload } from "../../core/commands/index.ts";
import { entityOf } from "../../core/record/tables.ts";
import { MOST_PROMISE_BYTES, promiseTextId } from "../../core/timeline/promise-text.ts";
import { instantNow, sha256 } from "../../platform/clock.ts";
import { ensureCompany } from "../../record/ensure-company.ts";
import { erasureMark, isErasedSince } from "../../record/erasures.ts";
import { write } from "../../record/write.ts";
import { fetchText } from "./fetch-text.ts";
import { readPromiseOffer } from "./read-promise.ts";

/** A text that is already stored changes nothing. */
export async function fetchPromise({
  company,
}: Payload<"fetch-promise">): Promise<KeptPromiseText | Failed<PromiseFault>> {
  const offer = await readPromiseOffer(company);
  if (offer === null) throw new Refusal("not-found", company);
  const mark = erasureMark();
  const answer = await fetchText(offer, { types: ["text/plain"], atMost: MOST_PROMISE_BYTES });
  if ("state" in answer) return answer;
  const { text } = answer;
  if ((await sha256(text)) !== offer.sha256) return { state: "failed", fault: "other-text" };
  const id = promiseTextId(company, offer.sha256);
  const detail = { by: "company", promiseText: text, sha256: offer.sha256, url: offer.address };
  const { batch } = await write(async (tables) => {
    if (isErasedSince(mark) || entityOf("events", await tables.events.get(id)) !== null) return [];
    const known = await ensureCompany(tables, company);
    return [...known, { table: "events", id, fields: { at: instantNow(), company, type: "terms-changed", detail } }];
  });
  return { state: "kept", batch };
}

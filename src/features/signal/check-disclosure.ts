// Finds the companies with a live grant that would see or may do more after a write.
import { nameWithDomain } from "../../core/companies/company-name.ts";
import { MAX_NAMED_COMPANIES, type Widening, type WiderDisclosure } from "../../core/sharing/disclosure-diff.ts";
import { wideningsOverTime, wideningsSince } from "../../core/sharing/disclosure-diff-over-time.ts";
import { isLive } from "../../core/sharing/grant.ts";
import { instantNow } from "../../platform/clock.ts";
import { readCompanyName } from "../../record/company-links.ts";
import { readLastReading } from "../../record/last-reading.ts";
import type { RowChange } from "../../record/write-hooks.ts";
import { currentIndex } from "./publish-signals.ts";
import { concernsSignal, copyOfIndex, liveGrants, moveIndex } from "./signal-index.ts";
import { viewInputOf, viewKey } from "./view-input.ts";

/** Compares each company's view before and after the changes. Empty if no view widens. Writes nothing. */
export async function checkDisclosure(touched: readonly RowChange[]): Promise<WiderDisclosure[]> {
  if (!concernsSignal(touched)) return [];
  const before = await currentIndex();
  const after = copyOfIndex(before);
  for (const { table, after: row } of touched) moveIndex(after, table, row);
  // Companies with equal views before and after are compared only once.
  const weighed = new Map<string, Widening[]>();
  const asks: WiderDisclosure[] = [];
  for (const grant of liveGrants(after)) {
    const old = before.grants.get(grant.id);
    const was = isLive(old, instantNow()) ? old : null;
    // A grant that resumes after a pause is compared with the company's last reading.
    const key = was === null ? grant.id : `${viewKey(before, was)}\n${viewKey(after, grant)}`;
    let widenings = weighed.get(key);
    if (widenings === undefined) {
      const now = viewInputOf(after, grant);
      if (was === null) widenings = wideningsSince(await readLastReading(grant.id), now);
      else widenings = wideningsOverTime(viewInputOf(before, was), now);
      weighed.set(key, widenings);
    }
    const feelings: Widening[] = grant.parts.feelings && old?.parts.feelings !== true ? [{ what: "feelings" }] : [];
    const wider = [...widenings, ...feelings];
    if (wider.length > 0) asks.push({ company: grant.id, name: grant.id, widenings: wider });
  }
  for (const ask of asks.slice(0, MAX_NAMED_COMPANIES))
    ask.name = nameWithDomain(ask.company, await readCompanyName(ask.company));
  return asks;
}

// Who would see or may do more after a change: the companies with a live grant whose view would be wider.
import { isLive } from "../../core/grant.ts";
import { viewFor } from "../../core/view.ts";
import { type Asks, type Widening, wideningsOf } from "../../core/widening.ts";
import type { Touched } from "../../platform/after-write.ts";
import { instantNow } from "../../platform/clock.ts";
import { readCompany } from "../../platform/record.ts";
import { lastRead } from "./disclose.ts";
import { heldIndex } from "./publish-signals.ts";
import { concernsSignal, copyOfIndex, likenessOf, liveGrants, moveIndex, viewInputOf } from "./signal-index.ts";

/** More would not be read; the rest is counted by the question. */
const MOST_NAMED = 20;

export async function weighChange(touched: readonly Touched[]): Promise<Asks["asks"]> {
  if (!concernsSignal(touched)) return [];
  const before = await heldIndex();
  const after = copyOfIndex(before);
  for (const { table, after: row } of touched) moveIndex(after, table, row);
  // Companies with equal views before and after are weighed once.
  const weighed = new Map<string, Widening[]>();
  const asks: Asks["asks"] = [];
  for (const grant of liveGrants(after)) {
    const old = before.grants.get(grant.id);
    const was = isLive(old, instantNow()) ? old : null;
    // One that goes on after a pause is weighed against what it read before.
    const key = was === null ? grant.id : `${likenessOf(before, was)}\n${likenessOf(after, grant)}`;
    let widenings = weighed.get(key);
    if (widenings === undefined) {
      const view = was === null ? await lastRead(grant.id) : viewFor(viewInputOf(before, was));
      widenings = wideningsOf(view, viewFor(viewInputOf(after, grant)));
      weighed.set(key, widenings);
    }
    const feelings: Widening[] = grant.parts.feelings && old?.parts.feelings !== true ? [{ what: "feelings" }] : [];
    const wider = [...widenings, ...feelings];
    if (wider.length > 0) asks.push({ company: grant.id, name: grant.id, widenings: wider });
  }
  for (const ask of asks.slice(0, MOST_NAMED)) ask.name = (await readCompany(ask.company))?.name ?? ask.company;
  return asks;
}

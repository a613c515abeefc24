// The first intervention of each company, at any of its domains. A later revocation changes nothing.
import {
  firstInterventions,
  hasArrived,
  type Intervention,
  interventionKind,
} from "../../core/insight/intervention.ts";
import { isVisible } from "../../core/record/change.ts";
import { entityOf, type TimelineEvent } from "../../core/record/tables.ts";
import { instantNow } from "../../platform/clock.ts";
import { readMainDomains } from "../../record/company-links.ts";
import { database, entitiesOf } from "../../record/database.ts";
import { keysWithin } from "../../record/key-range.ts";

export async function readInterventions(): Promise<Intervention[]> {
  const mains = await readMainDomains();
  const firstAt = (all: readonly Intervention[]): Intervention[] =>
    firstInterventions(
      all.map(({ company, at }) => ({ company: mains.get(company) ?? company, at })),
      instantNow(),
    );
  const noted = firstAt(await readNotedInterventions());
  const known = new Set(noted.map(({ company }) => company));
  // An imported grant has receipts of its own, and may have no entry at any of the company's domains.
  const received = (await database.receipts.orderBy("company").uniqueKeys()).map(String);
  const shared = await Promise.all(received.filter((id) => !known.has(mains.get(id) ?? id)).map(firstShared));
  return [...noted, ...firstAt(shared.flatMap((one) => one ?? []))];
}

/** Timeline entries that record an intervention. */
async function readNotedInterventions(): Promise<Intervention[]> {
  const events = entitiesOf("events", await database.events.where("type").equals("told").toArray());
  const by = (way: ReturnType<typeof interventionKind>): TimelineEvent[] =>
    events.filter((event) => interventionKind(event) === way);
  const [deliveries, grants] = [by("delivery"), by("permission")];
  const keys = deliveries.map(({ detail }) => (typeof detail.delivery === "string" ? detail.delivery : ""));
  const sent = await database.deliveries.bulkGet(keys);
  const held = await database.grants.bulkGet(grants.map(({ company }) => company));
  return [
    ...by("own-hand"),
    ...deliveries.filter((_, index) => hasArrived(entityOf("deliveries", sent[index]))),
    // For an undone grant, a receipt shows whether the company could read anything in between.
    ...grants.filter((_, index) => held[index] === undefined || isVisible(held[index])),
  ];
}

/** The first receipt of a text that the company could read. */
async function firstShared(company: string): Promise<Intervention | null> {
  const receipts = database.receipts.where("[company+at]").between(...keysWithin(company));
  const row = await receipts.filter(({ direction }) => direction === "shared").first();
  return entitiesOf("receipts", row === undefined ? [] : [row])[0] ?? null;
}

// One dealing is one entry: rows that one note made name its first row, and have its instant. A row that the user moved
// to another day stands there by itself.
import type { Feeling, TimelineEvent } from "../../core/record/tables.ts";
import { database, entitiesOf } from "../../record/database.ts";
import type { Entry, EventEntry } from "./entry.ts";
import { withOutcomes } from "./entry-context.ts";

const rowOf = (entry: Entry): { id: string; dealing?: string | undefined } =>
  entry.kind === "feeling" ? entry.feeling : entry.kind === "event" ? entry.event : { id: entry.id };

const nameOf = ({ id, dealing = id }: { id: string; dealing?: string | undefined }): string => dealing;

/** Entries of one dealing together, where its first one stands. */
export function dealingsOf(entries: readonly Entry[]): Entry[][] {
  const dealings = new Map<string, Entry[]>();
  for (const entry of entries) {
    const name = `${entry.at} ${nameOf(rowOf(entry))}`;
    const known = dealings.get(name);
    if (known === undefined) dealings.set(name, [entry]);
    else known.push(entry);
  }
  return [...dealings.values()];
}

/** The feeling leads, or else what the company did. The others are its parts. */
export function asOneEntry(dealing: readonly Entry[]): Entry[] {
  const lead = dealing.find(({ kind }) => kind === "feeling") ?? dealing.find(isContact) ?? dealing[0];
  const parts = dealing.filter((entry) => entry !== lead).sort((one, other) => rank(one) - rank(other));
  return lead === undefined ? [] : [parts.length === 0 ? lead : { ...lead, parts }];
}

const isContact = (entry: Entry): boolean => entry.kind === "event" && entry.event.type === "contact";

const rank = (entry: Entry): number => (isContact(entry) ? 0 : 1);

/** Events of the same dealing, by the feeling's id. */
export async function readParts(feelings: readonly Feeling[]): Promise<ReadonlyMap<string, EventEntry[]>> {
  const places = feelings.map(({ company, at }) => [company, at]);
  const events = entitiesOf("events", await database.events.where("[company+at]").anyOf(places).toArray());
  const parts = feelings.map(async (feeling) => [feeling.id, await withOutcomes(partsOf(feeling, events))] as const);
  return new Map(await Promise.all(parts));
}

function partsOf(feeling: Feeling, events: readonly TimelineEvent[]): EventEntry[] {
  const own = events.filter((event) => event.at === feeling.at && nameOf(event) === nameOf(feeling));
  return own
    .map((event): EventEntry => ({ kind: "event", at: event.at, id: event.id, company: event.company, event }))
    .sort((one, other) => rank(one) - rank(other));
}

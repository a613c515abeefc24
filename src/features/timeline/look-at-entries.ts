// The last entries of one company for the popup. Leaves out receipts, which contain whole texts and would add nothing
// to a line.
import type { Payload } from "../../core/commands/index.ts";
import type { LastEntry } from "../../core/commands/timeline.ts";
import { contactOf } from "../../core/compliance/logged-contact.ts";
import { letterOf } from "../../core/letters/letter.ts";
import type { TimelineEvent } from "../../core/record/tables.ts";
import type { Entry } from "./entry.ts";
import { readTimelinePage } from "./read-timeline.ts";

const SHOWN = 3;
/** There are receipts among the others. */
const READ = 12;

export async function lookAtEntries({ company }: Payload<"look-at-entries">): Promise<LastEntry[]> {
  const { entries } = await readTimelinePage({ company, filter: null, after: null, until: null }, READ);
  return entries.flatMap(lastEntry).slice(0, SHOWN);
}

function lastEntry(entry: Entry): LastEntry[] {
  const { id, at } = entry;
  if (entry.kind === "feeling")
    return [
      { id, at, kind: "visit", value: entry.feeling.value, words: entry.feeling.words ?? [], ...partLine(entry) },
    ];
  return entry.kind === "event" ? [{ id, at, ...eventLine(entry.event) }] : [];
}

function eventLine(event: TimelineEvent) {
  const [contact, letter] = [contactOf(event), letterOf(event)];
  if (contact !== null) {
    const { kind: about, channel, verdict } = contact;
    return { kind: "contact" as const, about, channel, verdict };
  }
  if (letter !== null) return { kind: "letter" as const, letter: letter.letter };
  return { kind: "event" as const, type: event.type };
}

/** The contact of the same dealing. */
function partLine({ parts = [] }: Entry) {
  for (const part of parts) {
    const contact = part.kind === "event" ? contactOf(part.event) : null;
    if (contact !== null) return { about: contact.kind, channel: contact.channel };
  }
  return {};
}

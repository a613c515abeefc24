// The report's tables about wants: kinds, products, first channels and hours of a call.
import { decideContact } from "../../signal/decide-contact.ts";
import { decidingFor } from "../../signal/deciding-rules.ts";
import { decodeDocument } from "../../signal/decode-document.ts";
import type { PreferencesDocument } from "../../signal/document.ts";
import { CHANNELS, KINDS, WANTS } from "../../signal/vocabulary.ts";
import { createCells, type ShownTable } from "./cells.ts";

type Cell = readonly [row: string, column: string];

const HOURS = Array.from({ length: 24 }, (_, hour) => `${String(hour).padStart(2, "0")}:00`);

/**
 * `count` takes the current document of one customer. No row includes every customer: those without an answer, with any
 * channel, or who do not want contact are counted and left out. Otherwise the rows of each table would add up to the
 * same total, and together reveal more about a small cell than that it is small.
 */
export function preferenceTables() {
  const [wants, products, channels, hours] = [createCells(), createCells(), createCells(), createCells()];
  return {
    count(body: unknown, date: string): void {
      const result = decodeDocument(body);
      if (result.state !== "preferences") return;
      const { preferences } = result;
      wants.count(wantsIn(preferences, date));
      products.count(productsIn(preferences));
      channels.count(channelsIn(preferences, date));
      hours.count(hoursIn(preferences, date));
    },
    shown: (): ShownTable[] => [
      wants.shown("May you write or call, by kind", WANTS, KINDS),
      products.shown("By product", WANTS),
      channels.shown("First channel of those who say yes, by kind", CHANNELS, KINDS),
      hours.shown("A call about service on a Wednesday, at this hour of the customer's", ["welcome"], HOURS),
    ],
  };
}

const wantsIn = ({ contact }: PreferencesDocument, date: string): Cell[] =>
  KINDS.map((kind) => [kind, decidingFor(contact?.rules ?? [], { kind }, date)?.want ?? "unknown"]);

/** The most permissive want among a customer's rules about a product. */
function productsIn({ contact }: PreferencesDocument): Cell[] {
  const rules = (contact?.rules ?? []).filter(({ about }) => about?.product !== undefined);
  const ids = new Set(rules.flatMap(({ about }) => about?.product ?? []));
  const open = (id: string): string => {
    const said = rules.filter(({ about }) => about?.product === id).map(({ want }) => want);
    return said.includes("yes") ? "yes" : said.includes("ask") ? "ask" : "no";
  };
  return [...ids].map((id) => [id, open(id)]);
}

const channelsIn = ({ contact }: PreferencesDocument, date: string): Cell[] =>
  KINDS.flatMap((kind) => {
    const deciding = decidingFor(contact?.rules ?? [], { kind }, date);
    if (deciding?.want !== "yes") return [];
    const cell: Cell = [kind, deciding.via === null ? "any" : (deciding.via[0] ?? "none")];
    return [cell];
  });

function hoursIn(preferences: PreferencesDocument, date: string): Cell[] {
  const { contact, purposes } = preferences;
  const terms = decidingFor(contact?.rules ?? [], { kind: "service" }, date);
  return HOURS.map((hour, at) => {
    const local = { date, day: "we" as const, minutesOfDay: at * 60 };
    const resolved = { terms, quiet: contact?.quiet ?? [], purposes, local, earlier: 0 };
    const { reason } = decideContact(resolved, { kind: "service", channel: "call" });
    return [hour, reason === "wanted" ? "welcome" : "not welcome"];
  });
}

// Lists each part of a document that a payload does not express, so that no loss is silent.
import type { DocumentRule } from "../../signal/document.ts";
import { CHANNELS, type Channel, KINDS, type Kind } from "../../signal/vocabulary.ts";
import type { AskedSubject } from "./answers.ts";
import type { Loss } from "./mapping.ts";
import type { DocumentReading, SystemSwitch } from "./switches.ts";

export interface System {
  name: string;
  /** Paths of the document that this mapping writes itself: `contact.timeZone`, `treatment.languages`, `issued`, `limit`. */
  holds: readonly string[];
}

/** Call it last, since it compares the document with the current switches. */
export function losses(reading: DocumentReading, { name, holds }: System): Loss[] {
  const { document, until } = reading;
  const lost: Loss[] = [];
  const lose = (path: string, reason: string) => {
    if (!holds.includes(path)) lost.push({ path, reason: `${name} ${reason}` });
  };
  lose("issued", "does not store the date of the document.");
  if (until === null) lose("expires", "gets no permission: the document says nothing at this time.");
  else lose("expires", `does not expire settings: map again before ${until}.`);
  lose("purposes", "does not store the purposes of the document.");
  loseMembers("treatment", document.treatment, lose);
  loseMembers("terms", document.terms, lose);
  for (const at of (document.plans ?? []).keys()) lose(`plans[${at}]`, "does not store plans.");
  if (document.contact === undefined) return lost;
  lose("contact.timeZone", "does not store the customer's time zone.");
  if (document.contact.quiet.length > 0) lose("contact.quiet", "does not support quiet hours.");
  const missing = contactsWithoutSwitch(reading);
  for (const [at, rule] of document.contact.rules.entries()) {
    const path = `contact.rules[${at}]`;
    loseRule(rule, reading, (member, reason) => lose(path + member, reason));
    const contacts = missing.get(at);
    const fault = rule.want === "yes" ? "lets less through than this rule" : "has no switch that forbids";
    if (contacts !== undefined) lose(path, `${fault}: ${listOf(contacts)}.`);
  }
  return lost;
}

type Lose = (path: string, reason: string) => void;

function loseMembers(path: string, part: object | undefined, lose: Lose): void {
  for (const [name, value] of Object.entries(part ?? {})) {
    const isEmpty = value === undefined || (Array.isArray(value) && value.length === 0);
    if (!isEmpty)
      lose(`${path}.${name}`, `does not store ${path === "terms" ? "terms for data" : "how to treat the customer"}.`);
  }
}

/** The members of a rule that no switch can express, whatever its state. */
function loseRule(rule: DocumentRule, { states }: DocumentReading, lose: Lose): void {
  const switches = [...states.keys()];
  const isProduct = switches.some(({ product }) => product !== undefined && product === rule.about?.product);
  if (rule.about !== undefined && !isProduct)
    lose(".about", `has no switch for ${JSON.stringify(rule.about.label)} alone.`);
  if (rule.about !== undefined && isProduct) lose(".about.label", "does not store the customer's words for a product.");
  if (rule.about?.code !== undefined) lose(".about.code", "does not store codes of subjects.");
  if (rule.want === "ask") lose(".want", "cannot ask first: the payload says no.");
  const { via = [] } = rule;
  if (rule.want === "ask" && via.length > 0) lose(".via", "does not store by which channels to ask.");
  else if (via.length > 1) lose(".via", "does not store the order of channels.");
  if ((rule.when ?? []).length > 0) lose(".when", "does not support hours.");
  if (rule.limit !== undefined) lose(".limit", "does not support this limit.");
  if (rule.digest === true) lose(".digest", "cannot combine several contacts in one.");
  if (rule.urgent === true) lose(".urgent", "cannot exempt contacts from quiet hours.");
  if (rule.from !== undefined) lose(".from", "does not store the start of this rule: map again then.");
  if (rule.until !== undefined) lose(".until", "does not store the end of this rule: map again then.");
  if (rule.note !== undefined) lose(".note", "does not store the customer's note.");
}

/** The kinds of contact that lack a switch, by channel. */
type Missing = Map<Channel, Set<Kind>>;

/**
 * By index of a deciding rule: the contacts that it wants and no switch lets through, or that it refuses and no switch
 * covers.
 */
function contactsWithoutSwitch({ document, answers, states }: DocumentReading): Map<number, Missing> {
  const products = new Set([...states.keys()].map(({ product }) => product));
  const subjects = [...new Set([undefined, ...products])].flatMap((product) => answers.subjects(product));
  const found = new Map<number, Missing>();
  for (const subject of subjects) {
    for (const kind of KINDS) {
      const { said, rules } = answers.answer(kind, subject);
      if (rules.length === 0) continue;
      const through = [...states].filter(([one]) => letsThrough(one, kind, subject));
      const isRefusal = rules.some((at) => document.contact?.rules[at]?.want !== "yes");
      for (const channel of CHANNELS) {
        const ours = through.filter(([{ channels }]) => channels.includes(channel));
        const isWanted = said(channel) === "yes";
        const isHeld = isWanted ? ours.some(([, state]) => state.said === "yes") : ours.length > 0;
        if (!isHeld && (isWanted || isRefusal)) for (const at of rules) note(found, at, { kind, channel });
      }
    }
  }
  return found;
}

function note(found: Map<number, Missing>, at: number, { kind, channel }: { kind: Kind; channel: Channel }): void {
  const missing: Missing = found.get(at) ?? new Map();
  missing.set(channel, (missing.get(channel) ?? new Set()).add(kind));
  found.set(at, missing);
}

/** "news, offers by call, post; advice by email" */
function listOf(missing: Missing): string {
  const channels = new Map<string, Channel[]>();
  for (const [channel, kinds] of missing) {
    const words = KINDS.filter((kind) => kinds.has(kind)).join(", ");
    channels.set(words, [...(channels.get(words) ?? []), channel]);
  }
  return [...channels].map(([kinds, names]) => `${kinds} by ${names.join(", ")}`).join("; ");
}

const letsThrough = ({ kinds, product }: SystemSwitch, kind: Kind, subject: AskedSubject): boolean =>
  kinds.includes(kind) && (product === undefined || product === subject.product);

// Compliance of a contact with the user's rules: a total, pure function of the contact, the layers in force then, and
// the number of earlier contacts of its kind. Agrees with the SDK's answer to a company that asks beforehand.
import type * as z from "zod/mini";
import { decideContact, type ResolvedContact } from "../../signal/decide-contact.ts";
import { decidingFor } from "../../signal/deciding-rules.ts";
import { decodeDocument } from "../../signal/decode-document.ts";
import { countedByLimit, isSamePeriod } from "../../signal/limit-count.ts";
import { type LocalTime, localTime } from "../../signal/local-time.ts";
import { mergeFields } from "../preferences/layers.ts";
import type { ContactRule, Subject } from "../preferences/preference.ts";
import { type Resolution, resolveContact, subjectKey } from "../preferences/resolution.ts";
import { questionAbout, subjectsFor } from "../preferences/subjects.ts";
import { purposesOf, type ViewInput } from "../sharing/view.ts";
import { addDays } from "../time/calendar.ts";
import { COMPLIANCE_REASONS, type ComplianceReason, type ComplianceVerdict, type Made } from "./logged-contact.ts";

export interface ContactMade extends z.infer<typeof Made> {
  /** ISO instant in UTC. */
  at: string;
}

export type InForce = Pick<ViewInput, "layers" | "products" | "timeZone">;

export interface Compliance {
  verdict: ComplianceVerdict;
  reason: ComplianceReason;
  deciding: Resolution | null;
}

const UNCLEAR: readonly ComplianceReason[] = ["no-rule", "ask-first", "no-purpose", "time-unknown"];

/** `earlier`: instants of the previous contacts that the same limit counts, see countedTogether. */
export function complianceOf(contact: ContactMade, inForce: InForce, earlier: readonly string[]): Compliance {
  const local = localIn(inForce.timeZone, contact.at);
  const { deciding } = decidingOf(contact, inForce, local.date);
  if (deciding === null) return { verdict: "unclear", reason: "no-rule", deciding };
  const reason = reasonOf(deciding.rule, contact, { ...inForce, local, earlier });
  return { verdict: reason === "wanted" ? "kept" : UNCLEAR.includes(reason) ? "unclear" : "broke", reason, deciding };
}

type About = Pick<ContactMade, "kind" | "product">;

function decidingOf({ kind, product }: About, inForce: InForce, on: string) {
  const about = subjectOf(product, inForce, on);
  const asked = about === undefined ? { layers: inForce.layers, on } : questionAbout(about, { ...inForce, on });
  return { about, deciding: resolveContact(asked.layers, { ...asked, kind }) };
}

/**
 * Earlier contacts that count towards this contact's limit: all contacts, of any kind, that the same rule decides. For
 * a rule about a subject, only those about the same subject, since a company reads one rule for each of its products.
 */
export function countedTogether<T extends About>(contact: ContactMade, earlier: readonly T[], inForce: InForce): T[] {
  const on = localIn(inForce.timeZone, contact.at).date;
  const limitOf = (one: About): string | null => {
    const { about, deciding } = decidingOf(one, inForce, on);
    if (deciding === null) return null;
    const subject = deciding.rule.about === undefined ? undefined : about;
    return JSON.stringify([deciding.rule.id, subject?.product ?? null, subject && subjectKey(subject.label)]);
  };
  const limit = limitOf(contact);
  return limit === null ? [] : earlier.filter((one) => limitOf(one) === limit);
}

function reasonOf(
  rule: ContactRule,
  contact: ContactMade,
  { layers, timeZone, local, earlier }: InForce & { local: LocalTime; earlier: readonly string[] },
): ComplianceReason {
  const { want, when = [], via = null, limit } = rule;
  const { quiet = [], terms } = mergeFields(layers);
  const before = earlier.filter((at) => limit && isSamePeriod(localIn(timeZone, at).date, local.date, limit.per));
  const hours = when.length === 0 ? [] : [when];
  return reasonFor(contact, {
    terms: { want, hours, urgent: rule.urgent === true, via, limit: limit ?? null },
    quiet,
    purposes: purposesOf(terms?.purposes),
    local,
    earlier: before.length,
  });
}

function reasonFor({ kind, channel, timeUnknown = false }: ContactMade, resolved: ResolvedContact): ComplianceReason {
  const { reason } = decideContact(timeUnknown ? { ...resolved, local: null } : resolved, { kind, channel });
  if (reason === "wanted" && timeUnknown && (resolved.terms?.hours.length ?? 0) > 0) return "time-unknown";
  return COMPLIANCE_REASONS.find((known) => known === reason) ?? "no-rule";
}

/** An unknown time zone is treated as UTC. */
const localIn = (timeZone: string, at: string): LocalTime =>
  localTime(new Date(at), timeZone) ??
  localTime(new Date(at), "UTC") ?? { date: at.slice(0, 10), day: "mo", minutesOfDay: 0 };

/** The subject of a contact: a product by its id, or else words, which never match an id. */
function subjectOf(product: string | undefined, inForce: InForce, on: string): Subject | undefined {
  if (product === undefined) return undefined;
  const subjects = subjectsFor({ ...inForce, on });
  const known = subjects.find((subject) => subject.product === product);
  if (known !== undefined) return known;
  const listed = inForce.products.find(({ id }) => id === product);
  if (listed !== undefined) return { label: listed.label.en ?? Object.values(listed.label)[0] ?? product, product };
  const isMeant = ({ label, product: id }: Subject) => id === undefined && subjectKey(label) === subjectKey(product);
  return subjects.find(isMeant) ?? { label: product };
}

/** The earliest local date whose contacts can share a period with a contact on `date`. */
export const earliestCounted = (date: string): string => addDays(date, -366);

/**
 * The reason that the document of a receipt gives for a contact; null if it says nothing about contacts at that moment.
 * It may lack parts, topics and bounds that the user's own wishes have. `earlier`: all contacts before this one.
 */
export function reasonInText(
  payload: string,
  contact: ContactMade,
  { inForce, earlier }: { inForce: InForce; earlier: readonly ContactMade[] },
): ComplianceReason | null {
  const read = decodeDocument(payload);
  if (read.state !== "preferences" || read.preferences.contact === undefined) return null;
  const { contact: said, issued, expires, purposes } = read.preferences;
  const at = Date.parse(contact.at);
  const local = localTime(new Date(contact.at), said.timeZone);
  if (local === null || at < Date.parse(issued) || at >= Date.parse(expires)) return null;
  const asked = ({ kind, product, at: moment }: ContactMade) => ({
    ...subjectOf(product, inForce, local.date),
    kind,
    at: moment,
  });
  const terms = decidingFor(said.rules, asked(contact), local.date);
  const counted = terms === null ? 0 : countedByLimit(earlier.map(asked), terms, { date: local.date, contact: said });
  return reasonFor(contact, { terms, quiet: said.quiet, purposes, local, earlier: counted });
}

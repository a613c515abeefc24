// View: the resolved preferences of one company's granted parts, as a document and as a header. Names no other company.
import type { Contact, DocumentRule, PreferencesDocument, TermsView, TreatmentView } from "../../signal/document.ts";
import type { Summary } from "../../signal/header.ts";
import type { Product } from "../../signal/participation-schema.ts";
import { objectFrom } from "../../signal/plain-objects.ts";
import {
  KINDS,
  type Kind,
  type Part,
  PURPOSES,
  type Purpose,
  SIGNAL_VERSION,
  STYLES,
  WANTS,
} from "../../signal/vocabulary.ts";
import type { TopicMatch } from "../companies/topic.ts";
import type { Plan } from "../plans/plan.ts";
import { type Layers, mergeFields, rulesForAll } from "../preferences/layers.ts";
import { NONE } from "../preferences/none.ts";
import type { ContactRule, DataTerms, StoredRule, Subject } from "../preferences/preference.ts";
import { resolveContact } from "../preferences/resolution.ts";
import { questionAbout, subjectsFor } from "../preferences/subjects.ts";
import { firstDay, lastDay } from "../time/calendar.ts";

export type GrantedParts = Readonly<Record<Part, boolean>>;
export type ChangedParts = Readonly<Partial<GrantedParts>>;

export interface ViewInput {
  layers: Layers;
  parts: GrantedParts;
  /** The company's own products. Rules about other subjects enter the view from the company's own layer only. */
  products: readonly Product[];
  /**
   * General topics that the user matched to this company's products. Absent: there is no company to hide topics from.
   */
  topics?: readonly TopicMatch[] | undefined;
  /** An automatic grant: the view contains only the general wants, like the header. */
  automatic?: boolean | undefined;
  plans: readonly Plan[];
  timeZone: string;
  /** Local calendar date, YYYY-MM-DD. */
  on: string;
}

/** The document without `issued` and `expires`. */
export type View = Omit<PreferencesDocument, "issued" | "expires">;

export function viewFor(input: ViewInput): View {
  if (input.automatic === true) return wantsOnly(input);
  const { parts } = input;
  const fields = mergeFields(input.layers);
  const view: View = { cmr: SIGNAL_VERSION, purposes: purposesOf(parts.terms ? fields.terms?.purposes : undefined) };
  if (parts.contact) {
    const contact: Contact = { rules: rulesFor(input), quiet: [...(fields.quiet ?? [])], timeZone: input.timeZone };
    view.contact = contact;
  }
  const treatment = treatmentFor(fields.treatment ?? {}, parts);
  if (treatment !== null) view.treatment = treatment;
  if (parts.terms && fields.terms !== undefined) view.terms = termsFor(fields.terms);
  if (parts.plans) view.plans = input.plans.map(planView);
  return view;
}

/** For automatic grants, which had no preview: general wants without bounds, hours, time zone or notes. */
function wantsOnly({ layers, on }: ViewInput): View {
  const wants = KINDS.flatMap((kind) => {
    const deciding = resolveContact(rulesForAll(layers), { kind, on });
    return deciding === null ? [] : [{ kind, want: deciding.rule.want }];
  });
  const rules = WANTS.map((want) => ({ kinds: wants.flatMap((one) => (one.want === want ? one.kind : [])), want }));
  const contact: Contact = { rules: rules.filter(({ kinds }) => kinds.length > 0), quiet: [], timeZone: "UTC" };
  return { cmr: SIGNAL_VERSION, purposes: purposesOf(), contact };
}

/** The header's coarse summary: one want per kind, without subjects. */
export function summaryFor(input: ViewInput, view: View = viewFor(input)): Summary {
  const kinds: Summary["kinds"] = Object.fromEntries(
    (view.contact?.rules ?? [])
      .filter((rule) => rule.about === undefined)
      .flatMap((rule) => rule.kinds.map((kind) => [kind, rule.want])),
  );
  return {
    kinds,
    style: (view.treatment?.style ?? []).flatMap((said) => STYLES.find((style) => style === said) ?? []),
    terms: view.terms?.agreement ?? null,
    more: saysMore(view),
  };
}

const TREATMENT_MEMBERS = ["languages", "style", "addressAs"] as const;
const SUPPORT_MEMBERS = ["formats", "support", "supportNote", "supportUntil"] as const;
const TERMS_MEMBERS = ["agreement", "alternative", "purposes", "keepFeedback", "contribute"] as const;
const DAY_LENGTH = "2027-05-31".length;
const RULE_MEMBERS = ["want", "via", "limit", "digest", "urgent", "when", "from", "until", "note"] as const;

function rulesFor(input: ViewInput): DocumentRule[] {
  const { layers, on } = input;
  const grouped = new Map<string, DocumentRule>();
  const add = (rule: StoredRule, kind: Kind, about?: Subject) => {
    const content: Omit<DocumentRule, "kinds"> = { ...(about === undefined ? {} : { about }), ...pickRule(rule) };
    // Two equal rules with a limit stay two: each limit counts separately.
    const key = JSON.stringify([content, rule.limit === undefined ? null : rule.id]);
    const group = grouped.get(key);
    if (group === undefined) grouped.set(key, { ...content, kinds: [kind] });
    else group.kinds.push(kind);
  };
  for (const kind of KINDS) {
    const general = resolveContact(layers, { kind, on });
    if (general !== null) add(general.rule, kind);
  }
  for (const subject of subjectsFor(input)) {
    const asked = questionAbout(subject, input);
    for (const kind of KINDS) {
      const special = resolveContact(asked.layers, { ...asked, kind });
      if (special === null || special.rule.about === undefined) continue;
      add(special.rule, kind, subject);
    }
  }
  return [...grouped.values()];
}

function treatmentFor(treatment: object, parts: GrantedParts): TreatmentView | null {
  const members = [...(parts.treatment ? TREATMENT_MEMBERS : []), ...(parts.support ? SUPPORT_MEMBERS : [])];
  const shown: TreatmentView = pick(treatment, members);
  if (shown.supportUntil?.length === DAY_LENGTH) shown.supportUntil = lastDay(shown.supportUntil);
  return Object.keys(shown).length === 0 ? null : shown;
}

const termsFor = (terms: DataTerms): TermsView =>
  Object.fromEntries(Object.entries(pick(terms, TERMS_MEMBERS)).filter(([, value]) => value !== NONE));

/** Permitted purposes. Without terms, only the service. */
export const purposesOf = (purposes: Partial<Record<Purpose, string>> = {}): Purpose[] =>
  PURPOSES.filter((purpose) => (purposes[purpose] ?? (purpose === "service" ? "yes" : "no")) === "yes");

/** A plan as a company reads it: without its audience, its status and its id. */
export function planView(plan: Plan): Record<string, unknown> {
  return pick(plan, [
    "what",
    "verb",
    "about",
    "why",
    "when",
    "certainty",
    "budget",
    "where",
    "quantity",
    "must",
    "avoid",
    "replies",
    "via",
    "expires",
  ]);
}

function saysMore(view: View): boolean {
  const rules = view.contact?.rules ?? [];
  const detailed = rules.some((rule) => Object.keys(rule).some((member) => member !== "kinds" && member !== "want"));
  const treatment = Object.keys(view.treatment ?? {}).some((member) => member !== "style");
  const terms = Object.keys(view.terms ?? {}).some((member) => member !== "agreement");
  return detailed || treatment || terms || (view.contact?.quiet.length ?? 0) > 0 || (view.plans?.length ?? 0) > 0;
}

const pickRule = (rule: ContactRule) => ({
  want: rule.want,
  ...pick({ ...rule, ...calendarDates(rule) }, RULE_MEMBERS),
});

/** Replaces dates that no calendar has, such as 31 June: they would make the document invalid. */
function calendarDates({ from, until }: ContactRule): Pick<ContactRule, "from" | "until"> {
  return {
    ...(from?.length === DAY_LENGTH ? { from: firstDay(from) } : {}),
    ...(until?.length === DAY_LENGTH ? { until: lastDay(until) } : {}),
  };
}

function pick(source: object, members: readonly string[]): Record<string, unknown> {
  const given = objectFrom(source);
  const entries = members.map((member) => [member, given[member]] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

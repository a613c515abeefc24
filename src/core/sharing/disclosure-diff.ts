// Disclosure diff: the ways in which one view of a company discloses or allows more than another. A change that widens
// needs a confirmation, one that narrows does not. Compares views only; knows no layer and no grant.
import type { Contact, DocumentRule, DocumentSubject, TermsView, TreatmentView } from "../../signal/document.ts";
import { KINDS, type Kind, type Period, PURPOSES } from "../../signal/vocabulary.ts";
import { strictness, subjectKey } from "../preferences/resolution.ts";
import { isWithin } from "../preferences/week.ts";
import { canonical } from "../record/change.ts";
import type { View } from "./view.ts";

export const WIDENINGS = ["contact", "topic", "quiet", "treatment", "support", "terms", "plans", "feelings"] as const;
/** One way in which a disclosure widens. `kinds`: the kinds of contact that the company may newly or more freely use. */
export interface Widening {
  what: (typeof WIDENINGS)[number];
  kinds?: Kind[];
}

/** A company that would see or may do more after a change. */
export interface WiderDisclosure {
  company: string;
  name: string;
  widenings: Widening[];
}

/**
 * Answer of a command that needs the user's confirmation, because a company would see or may do more. Nothing was
 * written.
 */
export interface DisclosureQuestion {
  asks: WiderDisclosure[];
  /** Identifies the question. A confirmation repeats it, so that a yes to another question is not accepted. */
  question: string;
}

/** A question names this many companies and gives the number of the others. */
export const MAX_NAMED_COMPANIES = 20;

/** A text that is equal for equal questions. */
export const questionText = (asks: WiderDisclosure[]): string =>
  `${asks.length} ${canonical(asks.slice(0, MAX_NAMED_COMPANIES))}`;

/** The widenings from one view to another, in the order of WIDENINGS. `before` is null if the company could see nothing. */
export function widenings(before: View | null, after: View): Widening[] {
  const kinds = KINDS.filter((kind) => widensKind(before?.contact, after.contact, kind));
  const widened = {
    contact: kinds.length > 0,
    topic: newTopics(before?.contact, after.contact),
    quiet: after.contact !== undefined && !isWithin(before?.contact?.quiet ?? [], after.contact.quiet),
    treatment: hasNew(TREATMENT, before?.treatment, after.treatment),
    support: hasNew(SUPPORT, before?.treatment, after.treatment),
    terms: widensTerms(before?.terms, after.terms) || hasNewPurpose(before, after),
    plans: hasNew(["plans"], before ?? undefined, after),
    // Always false: feelings are not in the view. `checkDisclosure` adds this from the grant's parts.
    feelings: false,
  };
  return WIDENINGS.filter((what) => widened[what]).map((what) => (what === "contact" ? { what, kinds } : { what }));
}

const keyOf = (about: DocumentSubject): string =>
  about.product === undefined ? subjectKey(about.label) : `#${about.product}`;

/** The rule that decides a kind, about a subject or (null) in general. */
function ruleFor(contact: Contact | undefined, kind: Kind, about: string | null): DocumentRule | undefined {
  const rules = contact?.rules.filter(({ kinds }) => kinds.includes(kind)) ?? [];
  const special =
    about === null ? undefined : rules.find((rule) => rule.about !== undefined && keyOf(rule.about) === about);
  return special ?? rules.find((rule) => rule.about === undefined);
}

function widensKind(before: Contact | undefined, after: Contact | undefined, kind: Kind): boolean {
  const subjects = [...(before?.rules ?? []), ...(after?.rules ?? [])].flatMap(({ about }) =>
    about === undefined ? [] : [keyOf(about)],
  );
  return [null, ...new Set(subjects)].some((about) => {
    const [was, is] = [ruleFor(before, kind, about), ruleFor(after, kind, about)];
    const shared = was?.kinds.filter((one) => ruleFor(before, one, about) === was) ?? [];
    return (
      widensAnswer(was, is) ||
      partsLimit(
        [was, is],
        shared.map((one) => ruleFor(after, one, about)),
      )
    );
  });
}

/** True if kinds that shared one limit now have one each: together they come more often. `others`: their new rules. */
function partsLimit(
  [before, after]: readonly (DocumentRule | undefined)[],
  others: readonly (DocumentRule | undefined)[],
): boolean {
  if (before?.limit === undefined || after?.limit === undefined || after.want === "no") return false;
  return others.some((other) => other !== undefined && other !== after && other.want !== "no");
}

function widensAnswer(before: DocumentRule | undefined, after: DocumentRule | undefined): boolean {
  if (after === undefined) return false;
  if (after.note !== undefined && after.note !== before?.note) return true;
  if (after.want === "no") return before?.want === "no" && !endsNoLater(before.until, after.until);
  if (before === undefined || strictness(after.want) < strictness(before.want)) return true;
  // A stricter answer can only narrow.
  if (strictness(after.want) > strictness(before.want)) return false;
  return widensBounds(before, after);
}

/** Compares dates of reduced precision: 2027 ends after 2027-05. An absent date never ends. */
const endsNoLater = (one: string | undefined, other: string | undefined): boolean =>
  other === undefined || (one !== undefined && `${one}~` <= `${other}~`);

function widensBounds(before: DocumentRule, after: DocumentRule): boolean {
  const { via, limit, when = [] } = after;
  if (before.via !== undefined && (via === undefined || via.some((channel) => !before.via?.includes(channel))))
    return true;
  if (before.limit !== undefined && (limit === undefined || isMoreOften(limit, before.limit))) return true;
  if (before.digest === true && after.digest !== true) return true;
  if (before.urgent !== true && after.urgent === true) return true;
  const hours = before.when ?? [];
  if (hours.length > 0 && (when.length === 0 || !isWithin(when, hours))) return true;
  return !endsNoLater(after.until, before.until);
}

type Limit = NonNullable<DocumentRule["limit"]>;

/**
 * The most periods (first name) of which days lie in one other period (second name). A week in two months counts as in
 * one: nobody calls "once a month" more often than "once a week".
 */
const MOST_WITHIN: Readonly<Record<Period, Readonly<Record<Period, number>>>> = {
  day: { day: 1, week: 7, month: 31, year: 366 },
  week: { day: 1, week: 1, month: 6, year: 54 },
  month: { day: 1, week: 1, month: 1, year: 12 },
  year: { day: 1, week: 1, month: 1, year: 1 },
};

/** True if the limit permits more contacts in some period of the other limit: 12 a year may come on one day. */
const isMoreOften = (limit: Limit, other: Limit): boolean => limit.max * MOST_WITHIN[limit.per][other.per] > other.max;

/**
 * True if `after` has a topic that `before` does not have. A topic reveals an interest, even under the company's own
 * product name.
 */
function newTopics(before: Contact | undefined, after: Contact | undefined): boolean {
  const known = new Set((before?.rules ?? []).flatMap(({ about }) => (about === undefined ? [] : [keyOf(about)])));
  return (after?.rules ?? []).some(({ about }) => about !== undefined && !known.has(keyOf(about)));
}

const TREATMENT: (keyof TreatmentView)[] = ["languages", "style", "addressAs"];
const SUPPORT: (keyof TreatmentView)[] = ["formats", "support", "supportNote"];

/** True if a member of `after` has a value that `before` lacks. */
function hasNew<T extends object>(members: readonly (keyof T)[], before: T | undefined, after: T | undefined): boolean {
  const said = (view: T | undefined, member: keyof T): string[] => {
    const value: unknown = view?.[member];
    return (Array.isArray(value) ? value : value === undefined || value === "" ? [] : [value]).map(canonical);
  };
  return members.some((member) => said(after, member).some((one) => !said(before, member).includes(one)));
}

const STRICTEST_AGREEMENT = "SD-BASE";

function widensTerms(before: TermsView | undefined, after: TermsView | undefined): boolean {
  if (after === undefined) return false;
  const agreements = (["agreement", "alternative"] as const).map((member) => after[member]);
  const known = [before?.agreement, before?.alternative, STRICTEST_AGREEMENT, undefined];
  if (agreements.some((agreement) => !known.includes(agreement))) return true;
  const looser = PURPOSES.some((purpose) => {
    const [was, is] = [before?.purposes?.[purpose] ?? "no", after.purposes?.[purpose] ?? "no"];
    return strictness(is) < strictness(was);
  });
  return looser || days(after.keepFeedback) > days(before?.keepFeedback) || hasNew(["contribute"], before, after);
}

/**
 * True if the company may use the text for one more purpose. A text that does not mention the service allows it, so a
 * refusal of the service that leaves the view adds that purpose.
 */
const hasNewPurpose = (before: View | null, after: View): boolean =>
  before !== null && after.purposes.some((purpose) => !before.purposes.includes(purpose));

/** Approximate days of an ISO 8601 duration of years, months, weeks and days; 0 for none. */
function days(duration = "P0D"): number {
  const [, years, months, weeks, rest] = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?$/.exec(duration) ?? [];
  return Number(years ?? 0) * 365 + Number(months ?? 0) * 30 + Number(weeks ?? 0) * 7 + Number(rest ?? 0);
}

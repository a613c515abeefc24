// Letters to companies that take no part: which there are, when an answer is due, and how each stands. Knows no wording.
import * as z from "zod/mini";
import type { TimelineEvent } from "./entities.ts";

export const LETTER_KINDS = ["contact", "objection", "copy", "erasure", "correction"] as const;
export type LetterKind = (typeof LETTER_KINDS)[number];

/** Whose law is cited: Regulation (EU) 2016/679, the California Consumer Privacy Act, or none. */
export const LETTER_LAWS = ["gdpr", "ccpa", "plain"] as const;
export type LetterLaw = (typeof LETTER_LAWS)[number];

export const LETTER_STATES = ["open", "answered", "refused", "closed"] as const;
export type LetterState = (typeof LETTER_STATES)[number];

/** What a `told` event of the timeline says of a letter. */
export const LetterDetail = z.looseObject({
  letter: z.enum(LETTER_KINDS),
  law: z.enum(LETTER_LAWS),
  /** The last day of the time for an answer, YYYY-MM-DD. */
  due: z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/)),
  state: z.enum(LETTER_STATES),
});
export type LetterDetail = z.infer<typeof LetterDetail>;

export interface Letter extends LetterDetail {
  id: string;
  /** ISO instant in UTC at which the user said that it was sent. */
  at: string;
  company: string;
}

/** The letter that an event tells of; null for every other event. */
export function letterOf({ id, at, company, type, detail }: TimelineEvent): Letter | null {
  const parsed = type === "told" ? LetterDetail.safeParse(detail) : null;
  return parsed?.success === true ? { ...parsed.data, id, at, company } : null;
}

/** An open letter whose day has passed is overdue: derived, never stored. */
export const standingOf = ({ state, due }: LetterDetail, today: string): LetterState | "overdue" =>
  state === "open" && due < today ? "overdue" : state;

/** Cal. Civ. Code § 1798.130(a)(2)(A), counted from receipt. */
const CCPA_DAYS = 45;
/** 15 business days (11 CCR § 7026(f)) are 21 days as long as no public holiday falls among them. */
const CCPA_OPT_OUT_DAYS = 21;

/** The last day for an answer to a letter that was sent on `sent` (both YYYY-MM-DD): what the letter itself asks for. */
export function dueDate(kind: LetterKind, law: LetterLaw, sent: string): string {
  if (law !== "ccpa" || kind === "contact") return monthAfter(sent);
  return daysAfter(sent, kind === "objection" ? CCPA_OPT_OUT_DAYS : CCPA_DAYS);
}

/** The same day of the next month or, where it has none, its last (Regulation 1182/71, Article 3(2)(c)). */
function monthAfter(date: string): string {
  const { year, month, day } = partsOf(date);
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return isoDate(Date.UTC(year, month, Math.min(day, last)));
}

function daysAfter(date: string, days: number): string {
  const { year, month, day } = partsOf(date);
  return isoDate(Date.UTC(year, month - 1, day + days));
}

function partsOf(date: string): { year: number; month: number; day: number } {
  const [year = 1970, month = 1, day = 1] = date.split("-").map(Number);
  return { year, month, day };
}

const isoDate = (at: number): string => new Date(at).toISOString().slice(0, 10);

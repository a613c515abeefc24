// Letters to companies that do not take part: their kinds, due days and states. Contains no texts.
import * as z from "zod/mini";
import type { TimelineEvent } from "../record/tables.ts";
import { addDays } from "../time/calendar.ts";
import { isDay, monthAfter, workdayFrom } from "../time/working-day.ts";

export const LETTER_KINDS = ["contact", "objection", "copy", "erasure", "correction"] as const;
export type LetterKind = (typeof LETTER_KINDS)[number];

/** The law cited: Regulation (EU) 2016/679, the California Consumer Privacy Act, or none. */
export const LETTER_LAWS = ["gdpr", "ccpa", "plain"] as const;
export type LetterLaw = (typeof LETTER_LAWS)[number];

export const LETTER_STATES = ["open", "answered", "refused", "closed"] as const;
export type LetterState = (typeof LETTER_STATES)[number];

/** Detail of a `told` event that records a letter. */
export const LetterDetail = z.looseObject({
  letter: z.enum(LETTER_KINDS),
  law: z.enum(LETTER_LAWS),
  /** The last day for an answer, YYYY-MM-DD. */
  due: z.string().check(z.refine(isDay)),
  state: z.enum(LETTER_STATES),
});
export type LetterDetail = z.infer<typeof LetterDetail>;

export interface Letter extends LetterDetail {
  id: string;
  /** ISO instant in UTC at which the user marked it as sent. */
  at: string;
  company: string;
}

/** The letter that an event records; null for every other event. Older records name a due day on a weekend. */
export function letterOf({ id, at, company, type, detail }: TimelineEvent): Letter | null {
  const parsed = type === "told" ? LetterDetail.safeParse(detail) : null;
  return parsed?.success === true ? { ...parsed.data, due: workdayFrom(parsed.data.due), id, at, company } : null;
}

/** An open letter is overdue after its due day. Derived, never stored. */
export const standingOf = ({ state, due }: LetterDetail, today: string): LetterState | "overdue" =>
  state === "open" && due < today ? "overdue" : state;

/** Cal. Civ. Code § 1798.130(a)(2)(A), counted from receipt. */
const CCPA_DAYS = 45;
/** 15 business days (11 CCR § 7026(f)) equal 21 days unless a public holiday falls among them. */
const CCPA_OPT_OUT_DAYS = 21;

/**
 * Last day for an answer to a letter sent on `sent` (both YYYY-MM-DD), as the letter demands. A period that ends on a
 * Saturday or a Sunday ends on the next working day: Regulation 1182/71, Article 3(4), and California Code of Civil
 * Procedure § 12a. A request that names no law has the same period.
 */
export const dueDate = (kind: LetterKind, law: LetterLaw, sent: string): string =>
  workdayFrom(lastDayOf(kind, law, sent));

/**
 * A month ends with the same day of the next month, or its last day if there is none (Regulation 1182/71, Article
 * 3(2)(c)).
 */
function lastDayOf(kind: LetterKind, law: LetterLaw, sent: string): string {
  if (law !== "ccpa" || kind === "contact") return monthAfter(sent);
  return addDays(sent, kind === "objection" ? CCPA_OPT_OUT_DAYS : CCPA_DAYS);
}

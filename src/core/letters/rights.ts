// Refusals that exercise a legal right. Names the right, never a company's duty in detail.
import type { Kind, Purpose, Want } from "../../signal/vocabulary.ts";

export const RIGHTS = [
  /** Regulation (EU) 2016/679, Article 21(2) and (3): objection to direct marketing. */
  "object-marketing",
  /** California Civil Code 1798.120: opt-out of sale and sharing. */
  "opt-out-of-sale",
  /** Regulation (EU) 2016/679, Article 22: no decision by automated processing alone. */
  "no-automated-decisions",
] as const;
export type Right = (typeof RIGHTS)[number];

const MARKETING: readonly Kind[] = ["offers", "news", "partners"];

/**
 * The right that a refusal of these kinds exercises; null if it is a mere wish. Refusals beyond marketing are a wish
 * too.
 */
export function rightBehindRule(kinds: "*" | readonly Kind[], want: Want): Right | null {
  if (want !== "no" || kinds === "*" || kinds.length === 0) return null;
  return kinds.every((kind) => MARKETING.includes(kind)) ? "object-marketing" : null;
}

const BY_PURPOSE: Partial<Record<Purpose, Right>> = {
  marketing: "object-marketing",
  ads: "opt-out-of-sale",
  sell: "opt-out-of-sale",
  "automated-decisions": "no-automated-decisions",
};

export const rightBehindPurpose = (purpose: Purpose, want: Want | undefined): Right | null =>
  want === "no" ? (BY_PURPOSE[purpose] ?? null) : null;

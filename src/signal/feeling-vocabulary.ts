// Vocabulary of a feeling: the fixed lists from which a shared feeling takes its words. Values are never averaged.
export const VALUES = [-2, -1, 0, 1, 2] as const;
export type Value = (typeof VALUES)[number];

export const WORDS = [
  "delighted",
  "grateful",
  "respected",
  "relieved",
  "in-control",
  "at-ease",
  "interested",
  "indifferent",
  "frustrated",
  "angry",
  "disappointed",
  "worried",
  "confused",
  "ignored",
  "misled",
  "trapped",
] as const;
export type Word = (typeof WORDS)[number];

/** Subjects of a feeling. */
export const TAGS = [
  "price",
  "billing",
  "delivery",
  "product",
  "website",
  "account",
  "sign-in",
  "support",
  "waiting",
  "staff",
  "returns",
  "contract",
  "cancel",
  "privacy",
  "marketing",
  "outage",
  "accessibility",
  "dark-pattern",
] as const;

/** Kinds of dark patterns. */
export const PATTERNS = [
  "hard-to-cancel",
  "hidden-costs",
  "pressure",
  "shaming",
  "pre-ticked",
  "nagging",
  "tricky-wording",
  "forced-account",
] as const;
export type Pattern = (typeof PATTERNS)[number];

/** Answers to: did the person get what they came for? */
export const SUCCESSES = ["yes", "partly", "no"] as const;
export type Success = (typeof SUCCESSES)[number];

export const EFFORTS = ["easy", "ok", "hard"] as const;
export type Effort = (typeof EFFORTS)[number];

// The rating scale, its words and its tags: one tap and up to three words. Values are never averaged.
export const VALUES = [-2, -1, 0, 1, 2] as const;
export type Value = (typeof VALUES)[number];

/** Names of the values, as the keys of the interface's messages use them. */
export const VALUE_NAMES: Readonly<Record<Value, string>> = {
  [-2]: "very-bad",
  [-1]: "bad",
  0: "neither",
  1: "good",
  2: "very-good",
};

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

const POSITIVE = WORDS.slice(0, 7);
const NEGATIVE = WORDS.slice(8);
const MIXED: readonly Word[] = ["indifferent", "confused", "interested", "relieved", "disappointed", "ignored"];

/** The words offered first for each rating. The order is fixed, never by frequency. */
export function wordsFor(value: Value): readonly Word[] {
  return value < 0 ? NEGATIVE : value > 0 ? POSITIVE : MIXED;
}

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

/** Effects of a dark pattern. */
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

const KNOWN_TAGS: readonly string[] = TAGS;
export const MOST_TAGS = 18;
export const MOST_TAG_CHARACTERS = 40;

/** Tags in the person's own words. */
export const ownTags = (about: readonly string[]): string[] => about.filter((tag) => !KNOWN_TAGS.includes(tag));

export const SUCCESSES = ["yes", "partly", "no"] as const;
export const EFFORTS = ["easy", "ok", "hard"] as const;

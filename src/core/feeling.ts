// How a dealing went: the instrument of one tap and three words. Values are never averaged.
import * as z from "zod/mini";

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

const POSITIVE = WORDS.slice(0, 7);
const NEGATIVE = WORDS.slice(8);
const MIXED: readonly Word[] = ["indifferent", "confused", "interested", "relieved", "disappointed", "ignored"];

/** The words offered first for a rating; the order is fixed, never by frequency. */
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

export const SUCCESSES = ["yes", "partly", "no"] as const;
export const EFFORTS = ["easy", "ok", "hard"] as const;

/** What the user may say of one feeling after its value. */
export const FeelingDetail = z.looseObject({
  words: z.optional(z.array(z.enum(WORDS)).check(z.maxLength(3))),
  about: z.optional(z.array(z.string().check(z.minLength(1), z.maxLength(40))).check(z.maxLength(18))),
  success: z.optional(z.enum(SUCCESSES)),
  effort: z.optional(z.enum(EFFORTS)),
  wanted: z.optional(z.string().check(z.maxLength(280))),
  note: z.optional(z.string().check(z.maxLength(1000))),
});
export type FeelingDetail = z.infer<typeof FeelingDetail>;

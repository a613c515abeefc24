// The rating scale, its words and its tags: one tap and up to three words. Values are never averaged.
import { TAGS, type Value, WORDS, type Word } from "../../signal/feeling-vocabulary.ts";

/** Names of the values, as the keys of the interface's messages use them. */
export const VALUE_NAMES: Readonly<Record<Value, string>> = {
  [-2]: "very-bad",
  [-1]: "bad",
  0: "neither",
  1: "good",
  2: "very-good",
};

const POSITIVE = WORDS.slice(0, 7);
const NEGATIVE = WORDS.slice(8);
const MIXED: readonly Word[] = ["indifferent", "confused", "interested", "relieved", "disappointed", "ignored"];

/** The words offered first for each rating, in a fixed order, never by frequency. */
export function wordsFor(value: Value): readonly Word[] {
  return value < 0 ? NEGATIVE : value > 0 ? POSITIVE : MIXED;
}

const KNOWN_TAGS: readonly string[] = TAGS;
export const MOST_TAGS = 18;
export const MOST_TAG_CHARACTERS = 40;

/** Tags in the person's own words. */
export const ownTags = (about: readonly string[]): string[] => about.filter((tag) => !KNOWN_TAGS.includes(tag));

// Bounds for a compound index that ends in a text, such as an instant.

/** Sorts after every text in this record: U+FFFF is no character. */
const LAST_TEXT = "\uffff";

/** Low and high bound of all keys that begin with these members, for Dexie's `between`. */
export const keysWithin = (...prefix: readonly string[]): [low: string[], high: string[]] => [
  [...prefix, ""],
  [...prefix, LAST_TEXT],
];

/** Low and high bound of the keys that begin with these members and end at or after `since`. */
export const keysSince = (since: string, ...prefix: readonly string[]): [low: string[], high: string[]] => [
  [...prefix, since],
  [...prefix, LAST_TEXT],
];

// Instants: ISO 8601 in UTC with whole seconds, the only stored form, so that they sort as text.

const FORM = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d{1,9})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;
const STORED = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

/** Milliseconds since the epoch as an instant. */
export const instantOf = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`;

/**
 * The same instant in the stored form; null for a date that does not exist. Accepts offsets and fractions of a second.
 */
export function instantIn(text: string): string | null {
  if (isStoredInstant(text)) return text;
  const local = FORM.exec(text)?.[1];
  // Engines turn 31 February into a day in March, so the parsed date must print as the given text.
  if (local === undefined || !isStored(`${local}Z`)) return null;
  const instant = instantOf(Date.parse(text));
  return STORED.test(instant) ? instant : null;
}

function isStored(text: string): boolean {
  const at = Date.parse(text);
  if (Number.isNaN(at)) return false;
  // Engines move only such days and hours. Printing takes most of the time, and a restore checks each instant.
  const canMove = text.slice(8, 10) > "28" || text.slice(11, 13) > "23";
  return !canMove || instantOf(at) === text;
}

/** True if `text` is an instant in the stored form. */
export const isStoredInstant = (text: unknown): text is string =>
  typeof text === "string" && STORED.test(text) && isStored(text);

/** True if `text` is a calendar date, YYYY-MM-DD. */
export const isDay = (text: unknown): text is string =>
  typeof text === "string" && text.length === 10 && isStoredInstant(`${text}T00:00:00Z`);

/** True if `at` is less than `span` milliseconds before `now`. False for a later `at`, which a fast clock wrote. */
export const isWithinLast = (span: number, at: number, now: number): boolean => at <= now && now - at < span;

/** True once `at` has come, and for an `at` more than `most` milliseconds ahead, which a fast clock set. */
export const hasCome = (at: number, most: number, now: number): boolean => at <= now || at - now > most;

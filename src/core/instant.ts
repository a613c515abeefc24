// Instants: ISO 8601 in UTC with whole seconds, the one form in which they are stored, so that they sort as text.

const FORM = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d{1,9})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;
const STORED = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

/** Milliseconds since the epoch as an instant. */
export const instantOf = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`;

/** The same instant in the stored form; null where no calendar has it. Offsets and fractions of a second are understood. */
export function instantIn(text: string): string | null {
  const local = FORM.exec(text)?.[1];
  // Engines move a 31 February into March: what is read back must be what was written.
  if (local === undefined || !isStored(`${local}Z`)) return null;
  const instant = instantOf(Date.parse(text));
  return STORED.test(instant) ? instant : null;
}

function isStored(text: string): boolean {
  const at = Date.parse(text);
  return !Number.isNaN(at) && instantOf(at) === text;
}

/** Whether a text is an instant in the stored form. */
export const isInstant = (text: unknown): text is string =>
  typeof text === "string" && STORED.test(text) && isStored(text);

/** Whether a text is a day of the calendar, YYYY-MM-DD. */
export const isDay = (text: unknown): text is string =>
  typeof text === "string" && text.length === 10 && isInstant(`${text}T00:00:00Z`);

/** Whether an instant in milliseconds was less than so long ago. One that is still to come was noted by a clock that was ahead. */
export const isWithinLast = (span: number, at: number, now: number): boolean => at <= now && now - at < span;

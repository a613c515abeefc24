// What the user noted in a timeline beside feelings: calls, promises, purchases. The app's own entries are never among them.
import * as z from "zod/mini";
import type { TimelineEvent } from "../record/tables.ts";
import { isDay } from "../time/instant.ts";

/** The types that can be noted by hand; a contact is noted with its own command, because it is judged. */
export const NOTE_TYPES = [
  "visit",
  "told",
  "asked",
  "answered",
  "promise",
  "purchase",
  "terms-changed",
  "breach",
  "resolved",
] as const;
export type NoteType = (typeof NOTE_TYPES)[number];

export const NOTE_TEXT_MOST = 500;
export const NOTE_AMOUNT_MOST = 1e12;

export const NoteDetail = z.strictObject({
  text: z.optional(z.string().check(z.maxLength(NOTE_TEXT_MOST))),
  /** The day by which a promise was to be kept, YYYY-MM-DD. */
  due: z.optional(z.string().check(z.refine(isDay))),
  /** Of a purchase, in its currency (ISO 4217). */
  amount: z.optional(z.number().check(z.gte(0), z.lte(NOTE_AMOUNT_MOST))),
  currency: z.optional(z.string().check(z.regex(/^[A-Z]{3}$/))),
  /** The promise that was kept (`resolved`) or not (`breach`). */
  promise: z.optional(z.string().check(z.minLength(1), z.maxLength(300))),
});
export type NoteDetail = z.infer<typeof NoteDetail>;

/** Which members each type has beside its text. */
const MEMBERS: Partial<Record<NoteType, readonly (keyof NoteDetail)[]>> = {
  promise: ["due"],
  purchase: ["amount", "currency"],
  breach: ["promise"],
  resolved: ["promise"],
};

/** What is kept of a detail: its text and what belongs to its type. */
export function noteDetail(type: NoteType, detail: NoteDetail): NoteDetail & { by: "user" } {
  const members: readonly (keyof NoteDetail)[] = ["text", ...(MEMBERS[type] ?? [])];
  const kept = members.flatMap((member) => (detail[member] === undefined ? [] : [[member, detail[member]]]));
  return { ...Object.fromEntries(kept), by: "user" };
}

/** Only what the user made can be changed or removed: the rest is the record of what happened. */
export const isUserNote = ({ detail }: Pick<TimelineEvent, "detail">): boolean => detail.by === "user";

/** One answer a promise, on every device the same row. */
export const outcomeId = (promise: string): string => `outcome ${promise}`;

/** The day by which a promise was to be kept; null where none was named, or none that a calendar has. */
export function dueOf({ detail }: Pick<TimelineEvent, "detail">): string | null {
  const { due } = detail;
  return isDay(due) ? due : null;
}

export type PromiseState = "open" | "due" | "kept" | "not-kept";

/** `outcome` is the entry of `outcomeId`, if there is one; `today` a local date. */
export function promiseState(
  promise: Pick<TimelineEvent, "detail">,
  outcome: Pick<TimelineEvent, "type"> | null,
  today: string,
): PromiseState {
  if (outcome?.type === "resolved") return "kept";
  if (outcome?.type === "breach") return "not-kept";
  const due = dueOf(promise);
  return due !== null && due <= today ? "due" : "open";
}

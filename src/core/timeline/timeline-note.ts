// Timeline entries that the user noted, other than feelings: calls, promises, purchases. Never the extension's own
// entries.
import * as z from "zod/mini";
import type { TimelineEvent } from "../record/tables.ts";
import { isDay } from "../time/instant.ts";
import { dataOf } from "./company-data.ts";
import { keptPromiseOf } from "./promise-text.ts";

/** Types that the user can note. Contacts have a command of their own, because they are judged. */
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
  /** Due day of a promise, YYYY-MM-DD. */
  due: z.optional(z.string().check(z.refine(isDay))),
  /** Amount of a purchase, in its currency (ISO 4217). */
  amount: z.optional(z.number().check(z.gte(0), z.lte(NOTE_AMOUNT_MOST))),
  currency: z.optional(z.string().check(z.regex(/^[A-Z]{3}$/))),
  /** Id of the promise that was kept (`resolved`) or broken (`breach`). */
  promise: z.optional(z.string().check(z.minLength(1), z.maxLength(300))),
});
export type NoteDetail = z.infer<typeof NoteDetail>;

/** Members of each type other than its text. */
const MEMBERS: Partial<Record<NoteType, readonly (keyof NoteDetail)[]>> = {
  promise: ["due"],
  purchase: ["amount", "currency"],
  breach: ["promise"],
  resolved: ["promise"],
};

/** The stored detail: its text and the members of its type. */
export function noteDetail(type: NoteType, detail: NoteDetail): NoteDetail & { by: "user" } {
  const members: readonly (keyof NoteDetail)[] = ["text", ...(MEMBERS[type] ?? [])];
  const kept = members.flatMap((member) => (detail[member] === undefined ? [] : [[member, detail[member]]]));
  return { ...Object.fromEntries(kept), by: "user" };
}

/** Only the user's own notes can be changed; all other entries record events. */
export const isUserNote = ({ detail }: Pick<TimelineEvent, "detail">): boolean => detail.by === "user";

/** The user's own notes, and texts of a company that the user chose to keep. */
export const mayRemove = ({ detail }: Pick<TimelineEvent, "detail">): boolean =>
  isUserNote({ detail }) || dataOf({ detail }) !== null || keptPromiseOf({ id: "", at: "", detail }) !== null;

/** One outcome for each promise: the same row on every device. */
export const outcomeId = (promise: string): string => `outcome ${promise}`;

/** Due day of a promise; null if it has none, or one that does not exist. */
export function dueOf({ detail }: Pick<TimelineEvent, "detail">): string | null {
  const { due } = detail;
  return isDay(due) ? due : null;
}

export type PromiseState = "open" | "due" | "kept" | "not-kept";

/** `outcome` is the entry with the id `outcomeId`, if any. `today` is a local date. */
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

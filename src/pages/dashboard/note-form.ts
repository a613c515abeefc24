// Form of the sheet "Note a visit or call": the contact, the day and the instant that follow from it. Pure.
import { addDays } from "../../core/time/calendar.ts";
import { instantAt } from "../../platform/clock.ts";
import { VALUES, type Value } from "../../signal/feeling-vocabulary.ts";
import { CHANNELS, type Channel, KINDS, type Kind } from "../../signal/vocabulary.ts";

/** The ways of a dealing: a visit of the user's own, or a channel by which the company came. */
export const NOTE_WAYS = ["visit", "call", "email", "messenger", "post", "person"] as const;
export type NoteWay = (typeof NOTE_WAYS)[number];

export const PROMISE_DAYS = { week: 7, "two-weeks": 14, month: 30 } as const;
export const PROMISES = ["none", "week", "two-weeks", "month", "day"] as const;
export type PromiseChoice = (typeof PROMISES)[number];

export const NOTE_DAYS = ["today", "yesterday", "day"] as const;
export type NoteDay = (typeof NOTE_DAYS)[number];

export interface NoteForm {
  /** As typed; the id once it is known. */
  company: string;
  way: NoteWay;
  value: Value | null;
  /** "" until the user has stated the company's reason. */
  kind: Kind | "";
  text: string;
  promise: PromiseChoice;
  /** Due day for the choice "day". */
  due: string | undefined;
  day: NoteDay;
  /** Day of the dealing for the choice "day". */
  date: string | undefined;
}

export const newNote = (start: Partial<NoteForm> = {}): NoteForm => ({
  company: "",
  way: "visit",
  value: null,
  kind: "",
  text: "",
  promise: "none",
  due: undefined,
  day: "today",
  date: undefined,
  ...start,
});

/** The contact that the company made; null for a visit, and until its reason is stated. */
export function contactIn({ way, kind }: NoteForm): { kind: Kind; channel: Channel } | null {
  const channel = CHANNELS.find((one) => one === way);
  return channel === undefined || kind === "" ? null : { kind, channel };
}

/** YYYY-MM-DD; null until the day is chosen. */
export function dayOfNote({ day, date }: NoteForm, today: string): string | null {
  if (day === "today") return today;
  return day === "yesterday" ? addDays(today, -1) : (date ?? null);
}

/** Due day of the promise; null if there is none, or none yet. */
export function dueOfNote(form: NoteForm, today: string): string | null {
  const { promise, due } = form;
  if (promise === "none") return null;
  return promise === "day" ? (due ?? null) : addDays(dayOfNote(form, today) ?? today, PROMISE_DAYS[promise]);
}

/** Undefined for now; noon for an earlier day, whose hour is not known. */
export function instantOfNote(form: NoteForm, today: string, timeZone: string): string | undefined {
  const day = dayOfNote(form, today);
  return day === null || day === today ? undefined : instantAt(day, "12:00", timeZone);
}

const isIn = <T>(known: readonly T[], one: unknown): one is T => known.some((other) => other === one);

/** Parses a stored draft. Null for text that is no form of this version. */
export function readNoteForm(text: string): NoteForm | null {
  try {
    const form: NoteForm = JSON.parse(text);
    const isWhole =
      [form.company, form.text, form.due ?? "", form.date ?? ""].every((one) => typeof one === "string") &&
      isIn(NOTE_WAYS, form.way) &&
      isIn(PROMISES, form.promise) &&
      isIn(NOTE_DAYS, form.day) &&
      (form.value === null || isIn(VALUES, form.value)) &&
      (form.kind === "" || isIn(KINDS, form.kind));
    return isWhole ? form : null;
  } catch {
    return null;
  }
}

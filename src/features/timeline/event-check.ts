// Faults of the event form, and the command it sends once it has none. Pure.
import type { Payload } from "../../core/commands/index.ts";
import { companyTyped } from "../../core/companies/company.ts";
import { amountOf } from "../../core/text/amount.ts";
import { NOTE_AMOUNT_MOST, NOTE_TYPES, type NoteType } from "../../core/timeline/timeline-note.ts";
import { instantAt, localDate } from "../../platform/clock.ts";
import type { EventForm } from "./event-form.ts";

export const EVENT_FAULTS = ["company", "date", "future", "time", "due", "amount"] as const;
export type EventFault = (typeof EVENT_FAULTS)[number];

const isDay = (date: string | undefined): date is string => date?.length === 10;

export function eventFaults(form: EventForm, today: string): EventFault[] {
  const faults: EventFault[] = [];
  if (companyTyped(form.company) === null) faults.push("company");
  if (!isDay(form.date)) faults.push("date");
  else if (form.date > today) faults.push("future");
  if (form.time.trim() !== "" && timeOf(form.time) === null) faults.push("time");
  if (form.type === "promise" && form.due !== undefined && !isDay(form.due)) faults.push("due");
  if (form.type === "purchase" && form.amount.trim() !== "" && paidOf(form.amount) === null) faults.push("amount");
  return faults;
}

export interface Moment {
  /** Undefined for now. */
  at: string | undefined;
  /** True if only the day is known. */
  timeUnknown: boolean;
}

/** Today without a time is now; another day without a time is its noon. */
export function momentOf({ date, time, kept }: EventForm, today: string, timeZone: string): Moment {
  const known = timeOf(time);
  const day = date ?? today;
  if (known !== null) return { at: instantAt(day, known, timeZone), timeUnknown: false };
  if (kept !== null && localDate(timeZone, Date.parse(kept.at)) === day) return { at: kept.at, timeUnknown: false };
  if (day === today) return { at: undefined, timeUnknown: false };
  return { at: instantAt(day, "12:00", timeZone), timeUnknown: true };
}

/** Payload of "edit-event"; null for a type that another command saves. Check the faults first. */
export function payloadOf(form: EventForm, at: string): Payload<"edit-event"> | null {
  const type = NOTE_TYPES.find((known) => known === form.type);
  const company = companyTyped(form.company);
  if (type === undefined || company === null) return null;
  const text = form.text.trim();
  const detail = { ...(text === "" ? {} : { text }), ...membersOf(type, form) };
  return { company, type, at, detail, ...(form.kept === null ? {} : { id: form.kept.id }) };
}

function membersOf(type: NoteType, { kept, due, amount, currency }: EventForm): Payload<"edit-event">["detail"] {
  const paid = paidOf(amount);
  const promise = kept?.detail.promise;
  if (type === "promise") return due === undefined ? {} : { due };
  if (type === "purchase") return paid === null ? {} : { amount: paid, currency };
  return typeof promise === "string" ? { promise } : {};
}

/** 9:05 and 09.05 become 09:05; null for text that is no time. */
function timeOf(typed: string): string | null {
  const [, hour = "", minute = ""] = /^\s*([01]?\d|2[0-3])[:.]([0-5]\d)\s*$/.exec(typed) ?? [];
  return minute === "" ? null : `${hour.padStart(2, "0")}:${minute}`;
}

/** Null for text that is no amount, and for an amount that a note cannot hold. */
function paidOf(typed: string): number | null {
  const amount = amountOf(typed);
  return amount !== null && amount <= NOTE_AMOUNT_MOST ? amount : null;
}

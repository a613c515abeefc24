// Form of a timeline entry: a date that may be incomplete, an amount that may not be a number yet. Pure.
import type { TimelineEvent } from "../../core/record/tables.ts";
import { amountText } from "../../core/text/amount.ts";
import { dueOf } from "../../core/timeline/timeline-note.ts";
import { localDate } from "../../platform/clock.ts";

export interface EventForm {
  /** The entry being edited, or null for a new one. */
  kept: TimelineEvent | null;
  /** A note type, or one that another feature saves. */
  type: string;
  /** As typed; the id once it is known. */
  company: string;
  date: string | undefined;
  /** HH:MM, or "" if unknown. */
  time: string;
  text: string;
  due: string | undefined;
  amount: string;
  currency: string;
}

export const newEvent = (company: string | null, today: string, currency: string): EventForm => ({
  kept: null,
  type: "visit",
  company: company ?? "",
  date: today,
  time: "",
  text: "",
  due: undefined,
  amount: "",
  currency,
});

const TYPED = ["text", "time", "amount", "company"] as const;

interface Opened {
  company: string | null;
  /** Local date. */
  today: string;
  timeZone: string;
}

/** True if a typed field differs from the opened form. Ignores chosen fields, since choosing again takes a moment. */
export function isTyped(form: EventForm, { company, today, timeZone }: Opened): boolean {
  const { kept, currency } = form;
  const opened = kept === null ? newEvent(company, today, currency) : formOfEvent(kept, timeZone, currency);
  return TYPED.some((field) => form[field] !== opened[field]);
}

/** Parses the form stored between two openings of the page. Null for text that is no form of this version. */
export function readEventForm(text: string): EventForm | null {
  try {
    const form: EventForm = JSON.parse(text);
    const { type, company, time, amount, currency, date, due, kept } = form;
    const texts = [type, company, time, form.text, amount, currency, date ?? "", due ?? ""];
    const whole = texts.every((one) => typeof one === "string") && (kept === null || typeof kept.id === "string");
    return whole ? form : null;
  } catch {
    return null;
  }
}

export function formOfEvent(event: TimelineEvent, timeZone: string, currency: string): EventForm {
  const { text, amount, currency: paid } = event.detail;
  return {
    kept: event,
    type: event.type,
    company: event.company,
    date: localDate(timeZone, Date.parse(event.at)),
    time: "",
    text: typeof text === "string" ? text : "",
    due: dueOf(event) ?? undefined,
    amount: typeof amount === "number" ? amountText(amount) : "",
    currency: typeof paid === "string" ? paid : currency,
  };
}

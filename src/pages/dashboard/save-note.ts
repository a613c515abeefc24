// Saves one sheet. The contact, the feeling, the text and the promise are rows of one dealing: one entry and one Undo.

import type { Undoable } from "../../core/commands/declare.ts";
import type { Payload } from "../../core/commands/index.ts";
import { companyTyped } from "../../core/companies/company.ts";
import { instantNow } from "../../platform/clock.ts";
import { send } from "../../platform/messages/send.ts";
import { t } from "../../ui/messages.ts";
import { attempt } from "../../ui/refusals.ts";
import { actWithUndo } from "../../ui/undo.ts";
import { contactIn, dueOfNote, instantOfNote, type NoteForm } from "./note-form.ts";

/** The later rows take these from the first; before it, only the instant of an earlier day. */
interface Joined {
  at?: string;
  dealing?: string;
}

interface Saved extends Undoable {
  row: { id: string; at: string };
}

/** Null after a refusal, which was shown. */
type Step = (joined: Joined) => Promise<Saved | null>;

/** Saves a form without faults. False after a refusal; then no part of it stays. */
export function saveNote(form: NoteForm, today: string, timeZone: string): Promise<boolean> {
  const at = instantOfNote(form, today, timeZone);
  let joined: Joined = at === undefined ? {} : { at };
  const steps = stepsOf(form, today).map((step) => async () => {
    const saved = await step(joined);
    if (saved !== null) joined = { at: saved.row.at, dealing: joined.dealing ?? saved.row.id };
    return saved;
  });
  return actWithUndo(t("note_saved"), steps);
}

function stepsOf(form: NoteForm, today: string): Step[] {
  const company = companyTyped(form.company) ?? "";
  const contact = contactIn(form);
  const due = dueOfNote(form, today);
  const text = form.text.trim();
  const { value } = form;
  const steps: Step[] = [];
  if (contact !== null) steps.push((joined) => recordContact({ company, ...contact }, joined));
  // A promise has the text in its own row.
  if (value !== null) steps.push((joined) => rate({ company, value, ...joined }, due === null ? text : ""));
  if (due !== null) {
    const detail = { due, ...(text === "" ? {} : { text }) };
    steps.push((joined) => note({ company, type: "promise", detail }, joined));
  } else if (value === null && text !== "") {
    steps.push((joined) => note({ company, type: "visit", detail: { text } }, joined));
  }
  return steps;
}

/** The hour of an earlier day is not known. */
async function recordContact(
  contact: Omit<Payload<"record-contact">, "at" | "timeUnknown">,
  { at }: Joined,
): Promise<Saved | null> {
  const unknown = at === undefined ? {} : { at, timeUnknown: true };
  const recorded = await attempt(send("record-contact", { ...contact, ...unknown }));
  return recorded && { batch: recorded.batch, row: recorded.contact };
}

/** The feeling is a visit of its own; one that was noted in the popup on the same day stays. */
async function rate(visit: Payload<"rate-visit">, text: string): Promise<Saved | null> {
  const rated = await attempt(send("rate-visit", { ...visit, another: true }));
  if (rated === null) return null;
  const { batch, feeling } = rated;
  const described =
    text === "" ? true : await attempt(send("describe-feeling", { id: feeling.id, detail: { note: text } }));
  if (described !== null) return { batch, row: feeling };
  if (batch !== null) await attempt(send("undo", { batch }));
  return null;
}

async function note(entry: Omit<Payload<"edit-event">, "at">, joined: Joined): Promise<Saved | null> {
  const at = joined.at ?? instantNow();
  const saved = await attempt(send("edit-event", { ...entry, ...joined, at }));
  return saved && { batch: saved.batch, row: { id: saved.id, at } };
}

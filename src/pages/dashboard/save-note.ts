// Saves one sheet: the contact, the feeling, the text and the promise are entries of their own, and one Undo.
import { companyTyped } from "../../core/companies/company.ts";
import { instantNow } from "../../platform/clock.ts";
import { send } from "../../platform/messages/send.ts";
import { t } from "../../ui/messages.ts";
import { attempt } from "../../ui/refusals.ts";
import { say } from "../../ui/toast.tsx";
import { undoBatches } from "../../ui/undo.ts";
import { contactIn, dueOfNote, instantOfNote, type NoteForm } from "./note-form.ts";

interface Written {
  batch: string | null;
}

/** Null after a refusal, which was shown. */
type Step = () => Promise<Written | null>;

/** Saves a form without faults. False if something was refused: the steps before it stay, with their Undo. */
export async function saveNote(form: NoteForm, today: string, timeZone: string): Promise<boolean> {
  const batches: string[] = [];
  let isDone = true;
  for (const step of stepsOf(form, today, instantOfNote(form, today, timeZone))) {
    const done = await step();
    if (done?.batch) batches.push(done.batch);
    isDone = done !== null;
    if (!isDone) break;
  }
  if (isDone && batches.length > 0) say(t("note_saved"), () => void undoBatches(batches));
  return isDone;
}

function stepsOf(form: NoteForm, today: string, at: string | undefined): Step[] {
  const company = companyTyped(form.company) ?? "";
  const contact = contactIn(form);
  const due = dueOfNote(form, today);
  const text = form.text.trim();
  const when = at === undefined ? {} : { at };
  const noted = at ?? instantNow();
  const steps: Step[] = [];
  if (contact !== null) {
    const unknown = at === undefined ? {} : { at, timeUnknown: true };
    steps.push(() => attempt(send("record-contact", { company, ...contact, ...unknown })));
  }
  if (form.value !== null) {
    const { value } = form;
    // Text of a promise stands with the promise.
    steps.push(() => rate({ company, value, ...when }, due === null ? text : ""));
  }
  if (due !== null) {
    const detail = { due, ...(text === "" ? {} : { text }) };
    steps.push(() => attempt(send("edit-event", { company, type: "promise", at: noted, detail })));
  } else if (form.value === null && text !== "") {
    steps.push(() => attempt(send("edit-event", { company, type: "visit", at: noted, detail: { text } })));
  }
  return steps;
}

/** The feeling is a visit of its own: one that was noted in the popup on the same day stays. */
async function rate(
  visit: { company: string; value: NonNullable<NoteForm["value"]>; at?: string },
  note: string,
): Promise<Written | null> {
  const rated = await attempt(send("rate-visit", { ...visit, another: true }));
  if (rated === null || note === "") return rated;
  const described = await attempt(send("describe-feeling", { id: rated.feeling.id, detail: { note } }));
  return described === null ? null : rated;
}

// Faults of the sheet "Note a visit or call". A file of its own, because addresses need the suffix list.
import { companyTyped } from "../../core/companies/company.ts";
import { contactIn, dayOfNote, dueOfNote, type NoteForm } from "./note-form.ts";

export const NOTE_FAULTS = ["company", "empty", "date", "due"] as const;
export type NoteFault = (typeof NOTE_FAULTS)[number];

const isFullDay = (day: string | null): boolean => day?.length === 10;

export function noteFaults(form: NoteForm, today: string): NoteFault[] {
  const { company, value, text } = form;
  const faults: NoteFault[] = [];
  if (companyTyped(company) === null) faults.push("company");
  const isEmpty = value === null && text.trim() === "" && contactIn(form) === null && form.promise === "none";
  if (isEmpty) faults.push("empty");
  const day = dayOfNote(form, today);
  if (!isFullDay(day) || (day ?? "") > today) faults.push("date");
  if (form.promise !== "none" && !isFullDay(dueOfNote(form, today))) faults.push("due");
  return faults;
}

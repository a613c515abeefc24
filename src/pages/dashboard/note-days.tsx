// Day and promise of the sheet "Note a visit or call": a usual choice, or a date of the user's own.
import { DateSelect } from "../../ui/date-select.tsx";
import { date } from "../../ui/formats.ts";
import { t, word } from "../../ui/messages.ts";
import { NoteChoice } from "./note-choice.tsx";
import { dueOfNote, NOTE_DAYS, type NoteForm, PROMISES } from "./note-form.ts";

interface DayProps {
  form: NoteForm;
  /** Local date. */
  today: string;
  onChange: (fields: Partial<NoteForm>) => void;
}

const YEARS = 10;

export function PromiseField({ form, today, onChange }: DayProps) {
  const due = dueOfNote(form, today);
  const year = Number(today.slice(0, 4));
  return (
    <div class="stack tight">
      <NoteChoice
        legend={t("note_promise")}
        options={PROMISES.map((value) => ({ value, label: word("note_promise", value) }))}
        value={form.promise}
        testId="note-promise"
        onPick={(promise) => onChange({ promise })}
      />
      {form.promise === "day" ? (
        <DateSelect
          label={t("event_due_label")}
          value={form.due}
          testId="note-due"
          first={year}
          last={year + YEARS}
          onPick={(picked) => onChange({ due: picked })}
        />
      ) : (
        due !== null && <small class="muted">{t("note_promise_until", { date: date(due) })}</small>
      )}
    </div>
  );
}

export function DayField({ form, today, onChange }: DayProps) {
  const year = Number(today.slice(0, 4));
  return (
    <div class="stack tight">
      <NoteChoice
        legend={t("note_day")}
        options={NOTE_DAYS.map((value) => ({ value, label: word("note_day", value) }))}
        value={form.day}
        testId="note-day"
        onPick={(day) => onChange({ day })}
      />
      {form.day === "day" && (
        <DateSelect
          label={t("event_date_label")}
          value={form.date}
          testId="note-date"
          first={year - YEARS}
          last={year}
          onPick={(picked) => onChange({ date: picked })}
        />
      )}
    </div>
  );
}

// Fields of the sheet "Note a visit or call".
import { useState } from "preact/hooks";
import { companyTyped } from "../../core/companies/company.ts";
import { displayDomain } from "../../core/companies/domain-name.ts";
import { NOTE_TEXT_MOST } from "../../core/timeline/timeline-note.ts";
import { RatingRow } from "../../features/feelings/rating-row.tsx";
import { database } from "../../record/database.ts";
import { KINDS } from "../../signal/vocabulary.ts";
import { Select, TextField } from "../../ui/controls.tsx";
import { useLive } from "../../ui/live.ts";
import { t, word } from "../../ui/messages.ts";
import { useOnce } from "../../ui/once.ts";
import { noteFaults } from "./note-check.ts";
import { NoteChoice } from "./note-choice.tsx";
import { DayField, PromiseField } from "./note-days.tsx";
import { contactIn, NOTE_WAYS, type NoteForm } from "./note-form.ts";
import { NoteVerdict } from "./note-verdict.tsx";
import { saveNote } from "./save-note.ts";

interface Props {
  form: NoteForm;
  asksCompany: boolean;
  today: string;
  timeZone: string;
  onChange: (form: NoteForm) => void;
  onSaved: () => void;
}

export function NoteFields(props: Props) {
  const { form, today, timeZone } = props;
  const [tried, setTried] = useState(false);
  const change = (fields: Partial<NoteForm>) => props.onChange({ ...form, ...fields });
  const faults = noteFaults(form, today);
  const save = useOnce(async () => {
    setTried(true);
    if (faults.length > 0 || !(await saveNote(form, today, timeZone))) return false;
    props.onSaved();
    return true;
  });
  return (
    <div class="stack wide">
      {props.asksCompany && <CompanyField form={form} onChange={change} />}
      <NoteChoice
        legend={t("note_way")}
        options={NOTE_WAYS.map((value) => ({ value, label: word("note_way", value) }))}
        value={form.way}
        testId="note-way"
        onPick={(way) => change({ way })}
      />
      {form.way !== "visit" && <Reason {...props} onChange={change} />}
      <RatingRow
        group="note-rate"
        question={t(form.way === "visit" ? "rating_question" : "note_rate")}
        value={form.value}
        onRate={(value) => {
          change({ value });
          return undefined;
        }}
      />
      <TextField
        label={t("note_text")}
        value={form.text}
        testId="note-text"
        most={NOTE_TEXT_MOST}
        rows={2}
        onType={(text) => change({ text })}
        onSettle={(text) => change({ text })}
      />
      <PromiseField form={form} today={today} onChange={change} />
      <DayField form={form} today={today} onChange={change} />
      <div role="alert" class="faults" data-testid="note-faults">
        {tried && faults.map((fault) => <p key={fault}>{word("note_fault", fault)}</p>)}
      </div>
      <button type="button" class="primary" data-testid="note-save" onClick={() => void save()}>
        {t("note_save")}
      </button>
    </div>
  );
}

interface FieldProps {
  form: NoteForm;
  onChange: (fields: Partial<NoteForm>) => void;
}

const SUGGESTIONS = 50;

function CompanyField({ form, onChange }: FieldProps) {
  const known = useLive(() => database.companies.toCollection().primaryKeys(), []) ?? [];
  const typed = form.company.trim().toLowerCase();
  const offered = known.map(displayDomain).filter((company) => company.includes(typed));
  return (
    <TextField
      label={t("note_company")}
      value={form.company}
      testId="note-company"
      most={253}
      suggestions={offered.slice(0, SUGGESTIONS)}
      onType={(company) => onChange({ company })}
      onSettle={(company) => onChange({ company })}
    />
  );
}

/** Shows the verdict below as soon as the reason is chosen. */
function Reason({ form, today, timeZone, onChange }: Props & FieldProps) {
  const contact = contactIn(form);
  const company = companyTyped(form.company);
  return (
    <div class="stack tight">
      <Select
        label={t("note_kind")}
        value={form.kind}
        options={[
          { value: "", label: t("note_kind_none") },
          ...KINDS.map((value) => ({ value, label: word("kind", value) })),
        ]}
        testId="note-kind"
        onPick={(kind) => onChange({ kind })}
      />
      {contact !== null && company !== null && <NoteVerdict {...{ company, contact, form, today, timeZone }} />}
    </div>
  );
}

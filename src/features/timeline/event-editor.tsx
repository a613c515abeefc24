// Editor of one timeline entry. Saves it as a whole. Types that other features save (feeling, contact) supply their own
// fields.
import { type ComponentChildren, Fragment } from "preact";
import { useMemo, useRef, useState } from "preact/hooks";
import { companyTyped } from "../../core/companies/company.ts";
import { displayDomain } from "../../core/companies/domain-name.ts";
import { NOTE_TEXT_MOST, NOTE_TYPES } from "../../core/timeline/timeline-note.ts";
import { instantNow } from "../../platform/clock.ts";
import { send } from "../../platform/messages/send.ts";
import { database } from "../../record/database.ts";
import { Select, TextField } from "../../ui/controls.tsx";
import { currencyOptions } from "../../ui/countries.ts";
import { DateSelect } from "../../ui/date-select.tsx";
import { useFirstFocus } from "../../ui/first-focus.ts";
import { useLive } from "../../ui/live.ts";
import { t, word } from "../../ui/messages.ts";
import { useOnce } from "../../ui/once.ts";
import { attempt } from "../../ui/refusals.ts";
import { sayWithUndo } from "../../ui/undo.ts";
import { eventFaults, type Moment, momentOf, payloadOf } from "./event-check.ts";
import type { EventForm } from "./event-form.ts";
import { savedEvents } from "./saved-events.ts";

/** A type that another feature saves. */
export interface OtherType {
  type: string;
  label: string;
  /** Shows the time field, for a type to which the hour matters. */
  timed: boolean;
  fields: (company: string | null) => ComponentChildren;
  /** Resolves to false if nothing was saved. */
  save: (company: string, moment: Moment, text: string) => Promise<boolean>;
}

export interface EventEditorProps {
  /** The form's current values; the parent component stores them. */
  form: EventForm;
  onChange: (form: EventForm) => void;
  /** The id on one company's page; elsewhere the form asks for the company. */
  company: string | null;
  today: string;
  timeZone: string;
  others: readonly OtherType[];
  /** Called after saving and after discarding. */
  onClose: (saved: boolean) => void;
}

export function EventEditor(props: EventEditorProps) {
  const { form, today, timeZone, others, onClose } = props;
  const [tried, setTried] = useState(false);
  const companies = useLive(() => database.companies.toCollection().primaryKeys(), []) ?? [];
  const title = useRef<HTMLHeadingElement>(null);
  useFirstFocus(title);
  const change = (fields: Partial<EventForm>) => props.onChange({ ...form, ...fields });
  const faults = eventFaults(form, today);
  const other = others.find(({ type }) => type === form.type);
  const save = useOnce(async () => {
    setTried(true);
    if (faults.length > 0) return false;
    const moment = momentOf(form, today, timeZone);
    const company = companyTyped(form.company) ?? "";
    const saved = other === undefined ? await saveEvent(form, moment) : await other.save(company, moment, form.text);
    if (saved) onClose(true);
    return saved;
  });
  const types = [...others.map(({ type, label }) => ({ value: type, label })), ...NOTE_TYPES.map(typeOption)];
  return (
    <section class="card stack" aria-labelledby="event-title" data-testid="event-editor">
      <h2 id="event-title" ref={title} tabIndex={-1}>
        {t(form.kept === null ? "event_new_title" : "event_edit_title")}
      </h2>
      <Select
        label={t("event_type_label")}
        value={form.type}
        options={form.kept === null ? types : NOTE_TYPES.map(typeOption)}
        testId="event-type"
        onPick={(type) => change({ type })}
      />
      {props.company === null && (
        <TextField
          label={t("event_company_label")}
          value={form.company}
          testId="event-company"
          most={253}
          suggestions={suggestionsFor(form.company, companies)}
          onType={(company) => change({ company })}
          onSettle={(company) => change({ company })}
        />
      )}
      <DateSelect
        label={t("event_date_label")}
        value={form.date}
        testId="event-date"
        first={Number(today.slice(0, 4)) - YEARS_BACK}
        last={Number(today.slice(0, 4))}
        onPick={(date) => change({ date })}
      />
      {other?.timed === true && (
        <Text form={form} field="time" onChange={change} most={5} hint={t("event_time_hint")} />
      )}
      {other !== undefined && <Fragment key={other.type}>{other.fields(companyTyped(form.company))}</Fragment>}
      <Members form={form} today={today} onChange={change} />
      {other?.timed !== true && <Text form={form} field="text" onChange={change} most={NOTE_TEXT_MOST} rows={3} />}
      <div role="alert" class="faults" data-testid="event-faults">
        {tried && faults.map((fault) => <p key={fault}>{word("event_fault", fault)}</p>)}
      </div>
      <div class="row">
        <button type="button" class="primary" data-testid="event-save" onClick={() => void save()}>
          {t("event_save")}
        </button>
        <button type="button" data-testid="event-cancel" onClick={() => onClose(false)}>
          {t("rule_discard")}
        </button>
      </div>
    </section>
  );
}

const YEARS_BACK = 10;
const SUGGESTIONS = 50;

const suggestionsFor = (typed: string, companies: readonly string[]): string[] =>
  companies
    .map(displayDomain)
    .filter((company) => company.includes(typed.trim().toLowerCase()))
    .slice(0, SUGGESTIONS);
const YEARS_AHEAD = 5;

const typeOption = (value: string) => ({ value, label: word("event", value) });

interface FieldProps {
  form: EventForm;
  onChange: (fields: Partial<EventForm>) => void;
}

/** Further fields of a promise and a purchase. */
function Members({ form, today, onChange }: FieldProps & { today: string }) {
  const currencies = useMemo(currencyOptions, []);
  if (form.type === "promise")
    return (
      <DateSelect
        label={t("event_due_label")}
        value={form.due}
        testId="event-due"
        first={Number(today.slice(0, 4)) - 1}
        last={Number(today.slice(0, 4)) + YEARS_AHEAD}
        onPick={(due) => onChange({ due })}
      />
    );
  if (form.type !== "purchase") return null;
  return (
    <div class="filters">
      <Text form={form} field="amount" onChange={onChange} most={14} />
      <Select
        label={t("plan_currency_label")}
        value={form.currency}
        options={currencies}
        testId="event-currency"
        onPick={(currency) => onChange({ currency })}
      />
    </div>
  );
}

function Text(props: FieldProps & { field: "text" | "amount" | "time"; most: number; rows?: number; hint?: string }) {
  const settle = (text: string) => props.onChange({ [props.field]: text });
  const { form, field, onChange: _change, ...rest } = props;
  return (
    <TextField
      {...rest}
      label={t(`event_${field}_label`)}
      value={form[field]}
      testId={`event-${field}`}
      onType={settle}
      onSettle={settle}
    />
  );
}

async function saveEvent(form: EventForm, { at }: Moment): Promise<boolean> {
  const payload = payloadOf(form, at ?? instantNow());
  if (payload === null) return false;
  const saved = await attempt(send("edit-event", payload));
  if (saved === null) return false;
  const { id, batch } = saved;
  savedEvents.keep(id, { ...payload, id, detail: { ...payload.detail, by: "user" } });
  if (batch !== null) sayWithUndo(t("saved_entry"), batch, () => savedEvents.forget(id));
  return true;
}

// Fields of a plan: its subject, dates, budget, place, and the ways to reply. Native controls only.
import { useMemo } from "preact/hooks";
import { VERBS } from "../../core/plans/plan.ts";
import { ChannelSelects } from "../../ui/channel-selects.tsx";
import { Select, TextField } from "../../ui/controls.tsx";
import { countryOptions, currencyOptions } from "../../ui/countries.ts";
import { DateSelect } from "../../ui/date-select.tsx";
import { type MessageKey, t, word } from "../../ui/messages.ts";
import type { PlanForm } from "./plan-form.ts";

export interface PlanFieldsProps {
  form: PlanForm;
  today: string;
  onChange: (fields: Partial<PlanForm>) => void;
}

const YEARS_AHEAD = 10;

/** The bounds of a future date, for DateSelect. */
export const yearsFrom = (today: string): { first: number; last: number; after: string } => ({
  first: Number(today.slice(0, 4)),
  last: Number(today.slice(0, 4)) + YEARS_AHEAD,
  after: today,
});

type TextKey = "what" | "about" | "why" | "budgetMin" | "budgetMax" | "area" | "quantity" | "must" | "avoid";

function Text(
  props: PlanFieldsProps & { field: TextKey; label: MessageKey; testId: string; most: number; hint?: MessageKey },
) {
  const settle = (text: string) => props.onChange({ [props.field]: text });
  return (
    <TextField
      label={t(props.label)}
      value={props.form[props.field]}
      testId={props.testId}
      most={props.most}
      {...(props.hint === undefined ? {} : { hint: t(props.hint) })}
      onType={settle}
      onSettle={settle}
    />
  );
}

/** The fields that every plan fills: what to do, with what, and by when. */
export function Intention(props: PlanFieldsProps) {
  const { form, today, onChange } = props;
  return (
    <>
      <Select
        label={t("plan_verb_label")}
        value={form.verb}
        options={VERBS.map((value) => ({ value, label: word("plan_verb", value) }))}
        testId="plan-verb"
        onPick={(verb) => onChange({ verb })}
      />
      <Text {...props} field="what" label="plan_what_label" hint="plan_what_hint" testId="plan-what" most={140} />
      <DateSelect
        label={t("plan_latest_label")}
        value={form.latest}
        testId="plan-latest"
        {...yearsFrom(today)}
        onPick={(latest) => onChange({ latest })}
      />
    </>
  );
}

/** The rest of an intention: its subject, its reason, its beginning and its certainty. */
export function IntentionDetails(props: PlanFieldsProps) {
  const { form, today, onChange } = props;
  return (
    <>
      <Text {...props} field="about" label="plan_about_label" testId="plan-about" most={80} />
      <Text {...props} field="why" label="plan_why_label" hint="plan_why_hint" testId="plan-why" most={280} />
      <DateSelect
        label={t("plan_earliest_label")}
        value={form.earliest}
        testId="plan-earliest"
        {...yearsFrom(today)}
        onPick={(earliest) => onChange({ earliest })}
      />
      <Select
        label={t("plan_certainty_label")}
        value={form.certainty}
        options={(["dreaming", "likely", "decided"] as const).map((value) => ({
          value,
          label: word("plan_certainty", value),
        }))}
        testId="plan-certainty"
        onPick={(certainty) => onChange({ certainty })}
      />
    </>
  );
}

export function PlanBounds(props: PlanFieldsProps) {
  const { form, onChange } = props;
  const currencies = useMemo(currencyOptions, []);
  const countries = useMemo(countryOptions, []);
  return (
    <>
      <fieldset class="stack tight">
        <legend class="plain">{t("plan_budget_label")}</legend>
        <div class="field-pair">
          <Text {...props} field="budgetMin" label="plan_min_label" testId="plan-budget-min" most={20} />
          <Text {...props} field="budgetMax" label="plan_max_label" testId="plan-budget-max" most={20} />
          <Select
            label={t("plan_currency_label")}
            value={form.currency}
            options={currencies}
            testId="plan-currency"
            onPick={(currency) => onChange({ currency })}
          />
          <Select
            label={t("plan_per_label")}
            value={form.per}
            options={(["once", "month", "year"] as const).map((value) => ({ value, label: word("plan_per", value) }))}
            testId="plan-per"
            onPick={(per) => onChange({ per })}
          />
        </div>
      </fieldset>
      <div class="field-pair">
        <Select
          label={t("plan_country_label")}
          value={form.country}
          options={[{ value: "", label: t("date_none") }, ...countries]}
          testId="plan-country"
          onPick={(country) => onChange({ country })}
        />
        <Text {...props} field="area" label="plan_area_label" testId="plan-area" most={80} />
      </div>
      <Text {...props} field="quantity" label="plan_quantity_label" testId="plan-quantity" most={12} />
      <Text {...props} field="must" label="plan_must_label" testId="plan-must" most={280} />
      <Text {...props} field="avoid" label="plan_avoid_label" testId="plan-avoid" most={280} />
    </>
  );
}

export function Replies({ form, onChange }: PlanFieldsProps) {
  return (
    <>
      <Select
        label={t("plan_replies_label")}
        value={form.replies}
        options={(["none", "one-each", "welcome"] as const).map((value) => ({
          value,
          label: word("plan_replies", value),
        }))}
        testId="plan-replies"
        onPick={(replies) => onChange({ replies })}
      />
      {form.replies !== "none" && (
        <ChannelSelects
          label={t("plan_via_label")}
          via={form.via}
          testId="plan-via"
          onChange={(via) => onChange({ via })}
        />
      )}
    </>
  );
}

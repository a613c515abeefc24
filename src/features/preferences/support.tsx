// Formats and support: the need, never its cause. Can reveal health, so each company is shown it on its own word only.
import { FORMATS, SUPPORTS, type Treatment } from "../../core/preference.ts";
import { Chip, TextField } from "../../ui/controls.tsx";
import { DateSelect } from "../../ui/date-select.tsx";
import { t, word } from "../../ui/messages.ts";
import type { FieldsProps } from "./layer-save.ts";

const YEARS_AHEAD = 5;

export function Support({ fields, onSave }: FieldsProps) {
  const { treatment = {} } = fields;
  const year = new Date().getFullYear();
  const any = (treatment.formats?.length ?? 0) + (treatment.support?.length ?? 0) > 0;
  const save = (changed: Treatment) => {
    // What is needed changes: a date to look at it again is set with the first need, and asked below.
    const review = treatment.supportUntil ?? `${year + 1}-${new Date().toISOString().slice(5, 10)}`;
    void onSave({ treatment: { ...treatment, supportUntil: review, ...changed } });
  };
  return (
    <fieldset class="stack card" data-testid="support">
      <legend>{t("support_title")}</legend>
      <p class="muted">{t("support_text")}</p>
      <Chips
        words={FORMATS}
        group="format"
        chosen={treatment.formats ?? []}
        onChange={(formats) => save({ formats })}
      />
      <Chips
        words={SUPPORTS}
        group="support"
        chosen={treatment.support ?? []}
        onChange={(support) => save({ support })}
      />
      {any && (
        <>
          <TextField
            label={t("support_note_label")}
            value={treatment.supportNote ?? ""}
            most={280}
            testId="support-note"
            hint={t("support_note_hint")}
            onSettle={(supportNote) => save({ supportNote })}
          />
          <DateSelect
            label={t("support_until_label")}
            value={treatment.supportUntil}
            testId="support-until"
            first={year}
            last={year + YEARS_AHEAD}
            onPick={(supportUntil) => supportUntil !== undefined && save({ supportUntil })}
          />
        </>
      )}
    </fieldset>
  );
}

function Chips<W extends string>(props: {
  words: readonly W[];
  group: "format" | "support";
  chosen: readonly W[];
  onChange: (chosen: W[]) => void;
}) {
  const { words, group, chosen, onChange } = props;
  return (
    <fieldset class="stack tight">
      <legend class="plain">{t(`${group}_label`)}</legend>
      <div class="chips">
        {words.map((one) => (
          <Chip
            key={one}
            label={word(group, one)}
            pressed={chosen.includes(one)}
            testId={`${group}-${one}`}
            onPress={() => onChange(words.filter((other) => (other === one) !== chosen.includes(other)))}
          />
        ))}
      </div>
    </fieldset>
  );
}

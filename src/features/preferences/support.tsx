// Form for formats and support: the need, never its cause. Support can reveal health, so each company needs a grant of
// this part.
import { FORMATS, type LayerFields, SUPPORTS, type Treatment } from "../../core/preferences/preference.ts";
import { yearAfter } from "../../core/time/calendar.ts";
import { Chip, TextField } from "../../ui/controls.tsx";
import { DateSelect } from "../../ui/date-select.tsx";
import { t, word } from "../../ui/messages.ts";
import { FromGeneral, generalWords } from "./from-general.tsx";
import { type FieldsProps, type LayerFormProps, withMembers } from "./layer-save.ts";

const YEARS_AHEAD = 5;

export function Support({ fields, general, today, onSave }: FieldsProps & Pick<LayerFormProps, "today">) {
  const { treatment = {} } = fields;
  const year = Number(today.slice(0, 4));
  const any = (treatment.formats?.length ?? 0) + (treatment.support?.length ?? 0) > 0;
  const save = (changed: Partial<Record<keyof Treatment, unknown>>) => {
    // Needs change: the first need sets a review date, which the form below asks for.
    const review = treatment.supportUntil ?? yearAfter(today);
    void onSave({ treatment: withMembers(treatment, { supportUntil: review, ...changed }) });
  };
  // Removing a value, or ending a need, sets no review date.
  const reset = (member: keyof Treatment, value: unknown) =>
    void onSave({ treatment: withMembers(treatment, { [member]: value }) });
  return (
    <fieldset class="stack" data-testid="support">
      <legend class="visually-hidden">{t("support_title")}</legend>
      <p class="muted">{t("support_text")}</p>
      <Chips
        words={FORMATS}
        group="format"
        said={treatment.formats}
        general={general}
        inGeneral={general?.treatment?.formats}
        onChange={(formats) => save({ formats })}
        onReset={(formats) => reset("formats", formats)}
      />
      <Chips
        words={SUPPORTS}
        group="support"
        said={treatment.support}
        general={general}
        inGeneral={general?.treatment?.support}
        onChange={(support) => save({ support })}
        onReset={(support) => reset("support", support)}
      />
      {any && (
        <>
          <TextField
            label={t("support_note_label")}
            value={treatment.supportNote ?? ""}
            most={280}
            testId="support-note"
            hint={t("support_note_hint")}
            onSettle={(supportNote) =>
              supportNote === "" && general !== undefined ? reset("supportNote", undefined) : save({ supportNote })
            }
          />
          <FromGeneral
            general={general}
            value={generalWords([general?.treatment?.supportNote ?? ""])}
            said={treatment.supportNote}
            testId="support-note"
            onGeneral={() => reset("supportNote", undefined)}
            onNone={() => reset("supportNote", "")}
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
  said: readonly W[] | undefined;
  general: LayerFields | undefined;
  inGeneral: readonly W[] | undefined;
  onChange: (chosen: W[]) => void;
  /** Restores the general value (undefined), or chooses none. */
  onReset: (chosen: W[] | undefined) => void;
}) {
  const { words, group, said, onChange } = props;
  const chosen = said ?? [];
  return (
    <fieldset class="stack tight">
      <legend class="plain">{t(`${group}_label`)}</legend>
      <FromGeneral
        general={props.general}
        value={generalWords(props.inGeneral?.map((one) => word(group, one)))}
        said={said}
        testId={group}
        onGeneral={() => props.onReset(undefined)}
        onNone={() => props.onReset([])}
      />
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

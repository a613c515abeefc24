// Form for a layer's fields other than its rules and quiet hours: treatment, support, data terms. Saves each change.
import { useEffect, useRef, useState } from "preact/hooks";
import type { LayerFields } from "../../core/preferences/preference.ts";
import type { TimeWindow } from "../../signal/time-window.ts";
import { STYLES } from "../../signal/vocabulary.ts";
import { Chip, Fold, TextField } from "../../ui/controls.tsx";
import { inOneSentence, t, word } from "../../ui/messages.ts";
import { FromGeneral, generalWords, inGeneral } from "./from-general.tsx";
import { Languages } from "./languages.tsx";
import { type FieldsProps, type Save, withMembers } from "./layer-save.ts";
import { isSameWindows, QUIET_PRESETS } from "./rule-presets.ts";
import { windowText } from "./rule-sentence.ts";
import { saveLayer } from "./save-layer.ts";
import { Support } from "./support.tsx";
import { Terms } from "./terms.tsx";
import { WindowChoice } from "./window-list.tsx";

/**
 * `general`: values that apply where the layer of a company or sector has none; undefined in the general preferences.
 */
export function LayerFieldsForm(props: { layer: string; fields: LayerFields; general?: LayerFields | undefined }) {
  const { layer, fields: stored, general } = props;
  const [turn, setTurn] = useState(0);
  // Choices that are not stored yet, on which the next choice builds.
  const [chosen, setChosen] = useState<LayerFields>({});
  const saving = useRef(0);
  useEffect(() => {
    if (saving.current === 0) setChosen({});
  }, [stored]);
  const fields = { ...stored, ...chosen };
  // Saves in order: a confirmed change must be stored before the next one is compared with the record.
  const turnOf = useRef<Promise<unknown>>(Promise.resolve());
  const save: Save = (changed) => {
    saving.current++;
    const taken = Object.entries(changed).map(([field, value]) => [field, value ?? undefined]);
    setChosen((before) => ({ ...before, ...Object.fromEntries(taken) }));
    const mine = turnOf.current.then(() => store(changed));
    turnOf.current = mine;
    return mine;
  };
  const store: Save = async (changed) => {
    const saved = await saveLayer(layer, changed);
    saving.current--;
    // If the change was not saved, resets every control to the stored values.
    if (!saved) {
      setChosen({});
      setTurn((before) => before + 1);
    }
  };
  const parts: FieldsProps = { fields, general, onSave: save };
  return (
    <div class="stack" key={turn}>
      <Fold summary={t("treatment_fold")} testId="treatment-fold">
        <Languages {...parts} />
        <Style {...parts} />
        <AddressAs {...parts} />
      </Fold>
      <Fold summary={t("line_data")} testId="data-fold">
        <Terms {...parts} />
      </Fold>
      <Fold summary={t("support_title")} testId="support-fold">
        <Support {...parts} />
      </Fold>
    </div>
  );
}

export function QuietHours(props: {
  quiet: TimeWindow[] | undefined;
  general?: LayerFields | undefined;
  onChange: (quiet: TimeWindow[] | undefined) => void;
}) {
  const { quiet, general } = props;
  const [own, setOwn] = useState(false);
  const hours = general?.quiet ?? [];
  const inherited = hours.length === 0 ? t("quiet_none") : inOneSentence(hours.map(windowText));
  return (
    <WindowChoice
      label={t("quiet_label")}
      none={t("quiet_none")}
      inherited={general && inGeneral(inherited)}
      presets={QUIET_PRESETS}
      textOf={windowText}
      windows={quiet}
      chosen={QUIET_PRESETS.findIndex((windows) => isSameWindows(windows, quiet))}
      own={own}
      testId="quiet"
      onOwn={setOwn}
      onChange={props.onChange}
    />
  );
}

function Style({ fields, general, onSave }: FieldsProps) {
  const said = fields.treatment?.style;
  const chosen = said ?? [];
  const save = (style: typeof said) => void onSave({ treatment: withMembers(fields.treatment, { style }) });
  return (
    <fieldset class="stack tight">
      <legend class="plain">{t("style_label")}</legend>
      <FromGeneral
        general={general}
        value={generalWords(general?.treatment?.style?.map((style) => word("style", style)))}
        said={said}
        testId="style"
        onGeneral={() => save(undefined)}
        onNone={() => save([])}
      />
      <div class="chips">
        {STYLES.map((style) => (
          <Chip
            key={style}
            label={word("style", style)}
            pressed={chosen.includes(style)}
            testId={`style-${style}`}
            onPress={() => save(STYLES.filter((one) => (one === style) !== chosen.includes(one)))}
          />
        ))}
      </div>
    </fieldset>
  );
}

function AddressAs({ fields, general, onSave }: FieldsProps) {
  const said = fields.treatment?.addressAs;
  const save = (addressAs: string | undefined) =>
    void onSave({ treatment: withMembers(fields.treatment, { addressAs }) });
  return (
    <div class="stack tight">
      <TextField
        label={t("address_as_label")}
        value={said ?? ""}
        most={80}
        testId="address-as"
        onSettle={(text) => save(text === "" && general !== undefined ? undefined : text)}
      />
      <FromGeneral
        general={general}
        value={generalWords([general?.treatment?.addressAs ?? ""])}
        said={said}
        testId="address-as"
        onGeneral={() => save(undefined)}
        onNone={() => save("")}
      />
    </div>
  );
}

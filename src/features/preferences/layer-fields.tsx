// Form for a layer's fields other than its rules and quiet hours: treatment, support, data terms. Saves each change.
import { STYLES } from "../../signal/vocabulary.ts";
import { Chip, Fold, TextField } from "../../ui/controls.tsx";
import { t, word } from "../../ui/messages.ts";
import { FromGeneral, generalWords } from "./from-general.tsx";
import { Languages } from "./languages.tsx";
import { type FieldsProps, type LayerFormProps, withMembers } from "./layer-save.ts";
import { Support } from "./support.tsx";
import { Terms } from "./terms.tsx";
import { useLayerEdits } from "./use-layer-edits.ts";

/**
 * `general`: values that apply where the layer of a company or sector has none; undefined in the general preferences.
 */
export function LayerFieldsForm(props: LayerFormProps) {
  const { layer, general, today } = props;
  const { fields, save, refusals } = useLayerEdits(layer, props.fields);
  const parts: FieldsProps = { fields, general, onSave: save };
  // A refusal resets every control, those with typed text included.
  return (
    <div class="card fold-rows" key={refusals}>
      <Fold summary={t("treatment_fold")} testId="treatment-fold">
        <Languages {...parts} />
        <Style {...parts} />
        <AddressAs {...parts} />
      </Fold>
      <Fold summary={t("line_data")} testId="data-fold">
        <Terms {...parts} />
      </Fold>
      <Fold summary={t("support_title")} testId="support-fold">
        <Support {...{ ...parts, today }} />
      </Fold>
    </div>
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

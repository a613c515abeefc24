// What a layer says besides its rules: quiet hours, languages, style, and terms for my data.
import type { LayerFields, Window } from "../../core/preference.ts";
import { AGREEMENTS, type Agreement, STYLES } from "../../core/signal/vocabulary.ts";
import { send } from "../../platform/send.ts";
import { Chip, Select, TextField } from "../../ui/controls.tsx";
import { languageName, t, word } from "../../ui/messages.ts";
import { attempt } from "../../ui/refusals.ts";
import { say } from "../../ui/toast.tsx";
import { isSameWindows, QUIET_PRESETS } from "./rule-presets.ts";
import { windowText } from "./rule-sentence.ts";

const COMMON_LANGUAGES = ["en", "de", "fr", "es", "it", "nl", "pl", "pt", "tr", "uk", "ar", "zh"];
const MOST_LANGUAGES = 3;

export function LayerFieldsForm({ layer, fields }: { layer: string; fields: LayerFields }) {
  const save = async (changed: LayerFields) => {
    const saved = await attempt(send<{ batch: string | null }>("edit-layer", { layer, fields: changed }));
    const batch = saved?.batch;
    if (batch)
      say(t("saved_here"), () => void attempt(send("undo", { batch })).then((done) => done && say(t("undone"))));
  };
  return (
    <div class="stack">
      <QuietHours quiet={fields.quiet} onChange={(quiet) => void save({ quiet })} />
      <Languages fields={fields} onSave={save} />
      <Style fields={fields} onSave={save} />
      <TextField
        label={t("address_as_label")}
        value={fields.treatment?.addressAs ?? ""}
        most={80}
        testId="address-as"
        onSettle={(addressAs) => void save({ treatment: { ...fields.treatment, addressAs } })}
      />
      <Select
        label={t("terms_label")}
        value={fields.terms?.agreement ?? ""}
        options={[
          { value: "", label: t("terms_none") },
          ...AGREEMENTS.map((agreement) => ({ value: agreement, label: word("agreement", agreement) })),
        ]}
        testId="agreement"
        onPick={(agreement) =>
          agreement !== "" && void save({ terms: { ...fields.terms, agreement: agreement as Agreement } })
        }
      />
    </div>
  );
}

type Save = (fields: LayerFields) => Promise<void>;

export function QuietHours({ quiet, onChange }: { quiet: Window[] | undefined; onChange: (quiet: Window[]) => void }) {
  const preset = QUIET_PRESETS.findIndex((windows) => isSameWindows(windows, quiet));
  const own = quiet !== undefined && quiet.length > 0 && preset < 0;
  return (
    <Select
      label={t("quiet_label")}
      value={own ? "own" : quiet === undefined || quiet.length === 0 ? "" : String(preset)}
      options={[
        { value: "", label: t("quiet_none") },
        ...QUIET_PRESETS.map((windows, index) => ({ value: String(index), label: windows.map(windowText).join(", ") })),
        ...(own ? [{ value: "own", label: quiet.map(windowText).join(", ") }] : []),
      ]}
      testId="quiet"
      onPick={(picked) => picked !== "own" && onChange(picked === "" ? [] : (QUIET_PRESETS[Number(picked)] ?? []))}
    />
  );
}

function Languages({ fields, onSave }: { fields: LayerFields; onSave: Save }) {
  const chosen = fields.treatment?.languages ?? [];
  const offered = [...chosen, ...COMMON_LANGUAGES.filter((tag) => !chosen.some((one) => one.split("-")[0] === tag))];
  const toggle = (tag: string) => {
    const languages = chosen.includes(tag) ? chosen.filter((one) => one !== tag) : [...chosen, tag];
    void onSave({ treatment: { ...fields.treatment, languages } });
  };
  return (
    <fieldset class="stack tight">
      <legend class="plain">{t("languages_label")}</legend>
      <div class="chips">
        {offered.map((tag) => (
          <Chip
            key={tag}
            label={languageName(tag)}
            pressed={chosen.includes(tag)}
            disabled={!chosen.includes(tag) && chosen.length >= MOST_LANGUAGES}
            testId={`language-${tag}`}
            onPress={() => toggle(tag)}
          />
        ))}
      </div>
    </fieldset>
  );
}

function Style({ fields, onSave }: { fields: LayerFields; onSave: Save }) {
  const chosen = fields.treatment?.style ?? [];
  return (
    <fieldset class="stack tight">
      <legend class="plain">{t("style_label")}</legend>
      <div class="chips">
        {STYLES.map((style) => (
          <Chip
            key={style}
            label={word("style", style)}
            pressed={chosen.includes(style)}
            testId={`style-${style}`}
            onPress={() => {
              const next = chosen.includes(style) ? chosen.filter((one) => one !== style) : [...chosen, style];
              void onSave({ treatment: { ...fields.treatment, style: STYLES.filter((one) => next.includes(one)) } });
            }}
          />
        ))}
      </div>
    </fieldset>
  );
}

// What a layer says besides its rules: quiet hours, how to treat me, support, terms for my data. Every tap is saved.
import { useEffect, useRef, useState } from "preact/hooks";
import type { LayerFields, Window } from "../../core/preference.ts";
import { STYLES } from "../../core/signal/vocabulary.ts";
import { send } from "../../platform/send.ts";
import { askFirst } from "../../ui/ask-first.ts";
import { Chip, TextField } from "../../ui/controls.tsx";
import { t, word } from "../../ui/messages.ts";
import { attempt } from "../../ui/refusals.ts";
import { say } from "../../ui/toast.tsx";
import { Languages } from "./languages.tsx";
import type { FieldsProps, Save } from "./layer-save.ts";
import { isSameWindows, QUIET_PRESETS } from "./rule-presets.ts";
import { windowText } from "./rule-sentence.ts";
import { Support } from "./support.tsx";
import { Terms } from "./terms.tsx";
import { WindowChoice } from "./window-list.tsx";

/** `own`: one company's or sector's layer, where what is not said comes from the general preferences. */
export function LayerFieldsForm({ layer, fields: stored }: { layer: string; fields: LayerFields }) {
  const own = layer !== "base";
  const [turn, setTurn] = useState(0);
  // What was just chosen stands before it is stored: the next choice builds on it, however quick.
  const [chosen, setChosen] = useState<LayerFields>({});
  const saving = useRef(0);
  useEffect(() => {
    if (saving.current === 0) setChosen({});
  }, [stored]);
  const fields = { ...stored, ...chosen };
  // One after the other: what the user has just said yes to must be stored before the next change is weighed.
  const turnOf = useRef<Promise<unknown>>(Promise.resolve());
  const save: Save = (changed) => {
    saving.current++;
    setChosen((before) => ({ ...before, ...changed }));
    const mine = turnOf.current.then(() => store(changed));
    turnOf.current = mine;
    return mine;
  };
  const store: Save = async (changed) => {
    const saved = await askFirst((confirmed) =>
      attempt(send<{ batch: string | null }>("edit-layer", { layer, fields: changed, confirmed })),
    );
    saving.current--;
    // A control that was moved and not saved goes back to what is stored.
    if (saved === null) {
      setChosen({});
      setTurn((before) => before + 1);
    }
    const batch = saved?.batch;
    if (batch)
      say(t("saved_preference"), () => void attempt(send("undo", { batch })).then((done) => done && say(t("undone"))));
  };
  return (
    <div class="stack" key={turn}>
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
      <Terms own={own} fields={fields} onSave={save} />
      <Support fields={fields} onSave={save} />
    </div>
  );
}

export function QuietHours({ quiet, onChange }: { quiet: Window[] | undefined; onChange: (quiet: Window[]) => void }) {
  const [own, setOwn] = useState(false);
  return (
    <WindowChoice
      label={t("quiet_label")}
      none={t("quiet_none")}
      presets={QUIET_PRESETS}
      textOf={windowText}
      windows={quiet}
      chosen={QUIET_PRESETS.findIndex((windows) => isSameWindows(windows, quiet))}
      own={own}
      testId="quiet"
      onOwn={setOwn}
      onChange={onChange}
    />
  );
}

function Style({ fields, onSave }: FieldsProps) {
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

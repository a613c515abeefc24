// "No contact until …": a hold outranks every rule while it lasts. An expired hold has no effect and is hidden.
import { useState } from "preact/hooks";
import type { Hold, LayerEdit } from "../../core/preferences/preference.ts";
import { addDays } from "../../core/time/calendar.ts";
import { isInForce } from "../../signal/dates.ts";
import { KINDS } from "../../signal/vocabulary.ts";
import { Chip, Select } from "../../ui/controls.tsx";
import { DateSelect } from "../../ui/date-select.tsx";
import { date } from "../../ui/formats.ts";
import { t, word, wordList } from "../../ui/messages.ts";
import { saveLayer } from "./save-layer.ts";
import { useLayerEdits } from "./use-layer-edits.ts";

const WEEK = 7;
const MONTH = 30;
const YEARS_AHEAD = 3;
const SECURITY: Hold["except"] = ["security"];

export function holdText({ until, except }: Hold): string {
  if (except.length === 0) return t("hold_all", { date: date(until) });
  const kinds = wordList(
    "kind",
    KINDS.filter((kind) => except.includes(kind)),
  );
  return t("hold_but", { date: date(until), kinds });
}

/** Button that ends a hold by saving this edit, with this message. */
const EndButton = ({ onEnd }: { onEnd: (fields: LayerEdit, text: string) => unknown }) => (
  <button type="button" data-testid="hold-end" onClick={() => void onEnd({ hold: null }, t("hold_ended"))}>
    {t("hold_end")}
  </button>
);

export const EndHold = ({ layer }: { layer: string }) => (
  <EndButton onEnd={(fields, text) => saveLayer(layer, fields, text)} />
);

interface HoldProps {
  layer: string;
  /** The layer's own hold in force. */
  hold: Hold | null;
  /** A hold of a less specific layer, also in force here. */
  general: Hold | null;
  today: string;
}

export const HoldControl = (props: HoldProps) => <KeyedControl key={props.layer} {...props} />;

function KeyedControl(props: HoldProps) {
  const { layer, general, today } = props;
  const { fields, save } = useLayerEdits(layer, { hold: props.hold ?? undefined });
  const { hold = null } = fields;
  return (
    <fieldset class="card stack" data-testid="hold-control">
      <legend class="card-legend">{t("hold_title")}</legend>
      {general !== null && <p data-testid="hold-general">{t("as_in_general", { value: holdText(general) })}</p>}
      {hold !== null && (
        <div class="row apart">
          <strong data-testid="hold-said">{holdText(hold)}</strong>
          <EndButton onEnd={save} />
        </div>
      )}
      <HoldUntil
        hold={hold}
        today={today}
        onBegin={(until) => save({ hold: { except: hold?.except ?? SECURITY, until } })}
      />
      {hold === null ? (
        <p class="muted">{t("hold_text")}</p>
      ) : (
        <Exceptions hold={hold} onChange={(except) => void save({ hold: { ...hold, except } })} />
      )}
    </fieldset>
  );
}

/** A separate button starts the hold, since arrow keys pass through other options, and a date changes in parts. */
function HoldUntil(props: { hold: Hold | null; today: string; onBegin: (until: string) => Promise<boolean> }) {
  const { hold, today } = props;
  const [choice, setChoice] = useState("");
  const [own, setOwn] = useState<string | undefined>();
  const until = choice === "own" ? own : choice;
  const lasts = until !== undefined && until !== "" && isInForce({ until }, today);
  const year = Number(today.slice(0, 4));
  const begin = (until: string) => void props.onBegin(until).then((begun) => begun && setChoice(""));
  return (
    <>
      <Select
        label={t("hold_label")}
        value={choice}
        options={[
          { value: "", label: hold === null ? t("hold_off") : date(hold.until) },
          { value: addDays(today, WEEK), label: t("hold_week") },
          { value: addDays(today, MONTH), label: t("hold_month") },
          { value: "own", label: t("hold_own") },
        ]}
        testId="hold"
        onPick={setChoice}
      />
      {choice === "own" && (
        <DateSelect
          label={t("hold_until")}
          value={own}
          testId="hold-until"
          first={year}
          last={year + YEARS_AHEAD}
          onPick={setOwn}
        />
      )}
      {until !== undefined && until !== "" && !lasts && (
        <p class="advice" role="status">
          {t("hold_past")}
        </p>
      )}
      {lasts && (
        <div class="row">
          <button type="button" class="primary" data-testid="hold-begin" onClick={() => begin(until)}>
            {t("hold_begin", { date: date(until) })}
          </button>
        </div>
      )}
    </>
  );
}

function Exceptions({ hold, onChange }: { hold: Hold; onChange: (except: Hold["except"]) => void }) {
  return (
    <fieldset class="stack tight">
      <legend class="plain">{t("hold_except")}</legend>
      <div class="chips small">
        {KINDS.map((kind) => (
          <Chip
            key={kind}
            label={word("kind", kind)}
            title={word("kind_meaning", kind)}
            pressed={hold.except.includes(kind)}
            testId={`hold-except-${kind}`}
            onPress={() => onChange(KINDS.filter((one) => (one === kind) !== hold.except.includes(one)))}
          />
        ))}
      </div>
    </fieldset>
  );
}

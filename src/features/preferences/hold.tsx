// "No contact until …": a hold outranks every rule while it lasts. An expired hold has no effect and is hidden.
import { useState } from "preact/hooks";
import type { Hold } from "../../core/preferences/preference.ts";
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

const endHold = (layer: string): Promise<boolean> => saveLayer(layer, { hold: null }, t("hold_ended"));

export function EndHold({ layer }: { layer: string }) {
  return (
    <button type="button" data-testid="hold-end" onClick={() => void endHold(layer)}>
      {t("hold_end")}
    </button>
  );
}

/** `hold`: the layer's own hold in force. `general`: a hold of a less specific layer, also in force here. */
export function HoldControl(props: { layer: string; hold: Hold | null; general: Hold | null; today: string }) {
  const { layer, hold, general, today } = props;
  const begin = (until: string) => saveLayer(layer, { hold: { except: hold?.except ?? SECURITY, until } });
  return (
    <fieldset class="card stack" data-testid="hold-control">
      <legend class="card-legend">{t("hold_title")}</legend>
      {general !== null && <p data-testid="hold-general">{t("as_in_general", { value: holdText(general) })}</p>}
      {hold !== null && (
        <div class="row apart">
          <strong data-testid="hold-said">{holdText(hold)}</strong>
          <EndHold layer={layer} />
        </div>
      )}
      <HoldUntil hold={hold} today={today} onBegin={begin} />
      {hold === null ? <p class="muted">{t("hold_text")}</p> : <Exceptions key={layer} layer={layer} hold={hold} />}
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

function Exceptions(props: { layer: string; hold: Hold }) {
  const { fields, save } = useLayerEdits(props.layer, { hold: props.hold });
  const hold = fields.hold ?? props.hold;
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
            onPress={() => {
              const except = KINDS.filter((one) => (one === kind) !== hold.except.includes(one));
              void save({ hold: { ...hold, except } });
            }}
          />
        ))}
      </div>
    </fieldset>
  );
}

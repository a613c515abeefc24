// Hours of the week as plain selects: days as chips, from and to in half hours. No time inputs, because they close a
// popup.
import { NONE } from "../../core/preferences/none.ts";
import type { TimeWindow } from "../../signal/time-window.ts";
import { DAYS } from "../../signal/vocabulary.ts";
import { Chip, Select } from "../../ui/controls.tsx";
import { weekday } from "../../ui/formats.ts";
import { inOneSentence, t } from "../../ui/messages.ts";

const HALF_HOURS = Array.from(
  { length: 48 },
  (_, index) => `${String(Math.floor(index / 2)).padStart(2, "0")}:${index % 2 === 0 ? "00" : "30"}`,
);
const MOST_WINDOWS = 7;
const FRESH: TimeWindow = { days: DAYS.slice(0, 5), from: "17:30", to: "19:30" };

export function WindowList(props: {
  windows: readonly TimeWindow[];
  testId: string;
  onChange: (windows: TimeWindow[]) => void;
}) {
  const { windows, testId } = props;
  const change = (index: number, changed: Partial<TimeWindow>) =>
    props.onChange(windows.map((window, at) => (at === index ? { ...window, ...changed } : window)));
  return (
    <div class="stack tight">
      {windows.map((window, index) => (
        <OneWindow
          key={index}
          window={window}
          number={index + 1}
          testId={`${testId}-${index + 1}`}
          onChange={(changed) => change(index, changed)}
          onRemove={windows.length > 1 ? () => props.onChange(windows.filter((_, at) => at !== index)) : null}
        />
      ))}
      {windows.length < MOST_WINDOWS && (
        <button
          type="button"
          class="link start"
          data-testid={`${testId}-add`}
          onClick={() => props.onChange([...windows, FRESH])}
        >
          {t("window_add")}
        </button>
      )}
    </div>
  );
}

function OneWindow(props: {
  window: TimeWindow;
  number: number;
  testId: string;
  onChange: (changed: Partial<TimeWindow>) => void;
  onRemove: (() => void) | null;
}) {
  const { window, testId, onChange } = props;
  const toggle = (day: (typeof DAYS)[number]) => {
    const days = DAYS.filter((one) => (one === day) !== window.days.includes(one));
    if (days.length > 0) onChange({ days });
  };
  const times = (current: string) =>
    [...new Set([...HALF_HOURS, current])].sort().map((value) => ({ value, label: value }));
  return (
    <fieldset class="window">
      <legend class="plain">{t("window_legend", { number: props.number })}</legend>
      <div class="chips small">
        {DAYS.map((day, index) => (
          <Chip
            key={day}
            label={weekday(index)}
            pressed={window.days.includes(day)}
            testId={`${testId}-${day}`}
            onPress={() => toggle(day)}
          />
        ))}
      </div>
      <div class="window-times">
        <Select
          label={t("window_from")}
          value={window.from}
          options={times(window.from)}
          testId={`${testId}-from`}
          onPick={(from) => onChange({ from })}
        />
        <Select
          label={t("window_to")}
          value={window.to}
          options={times(window.to)}
          testId={`${testId}-to`}
          onPick={(to) => onChange({ to })}
        />
        {props.onRemove !== null && (
          <button type="button" class="link" data-testid={`${testId}-remove`} onClick={props.onRemove}>
            {t("remove")}
          </button>
        )}
      </div>
      {window.from === window.to && <small class="muted">{t("window_same")}</small>}
    </fieldset>
  );
}

/**
 * A select of usual hours, none, or own ones, which open the list. `inherited`: the value that applies without a
 * choice, as the first option. "None" is a choice too.
 */
export function WindowChoice(props: {
  label: string;
  hideLabel?: boolean;
  none: string;
  inherited?: string | undefined;
  presets: readonly TimeWindow[][];
  textOf: (window: TimeWindow) => string;
  windows: readonly TimeWindow[] | undefined;
  chosen: number;
  own: boolean;
  testId: string;
  onOwn: (own: boolean) => void;
  onChange: (windows: TimeWindow[] | undefined) => void;
}) {
  const { windows = [], chosen, inherited } = props;
  const own = windows.length > 0 && (props.own || chosen < 0);
  const none = inherited === undefined ? "" : NONE;
  const pick = (picked: string) => {
    props.onOwn(picked === "own");
    if (picked === "own") props.onChange(windows.length > 0 ? [...windows] : [FRESH]);
    else if (picked === "" && inherited !== undefined) props.onChange(undefined);
    else props.onChange(picked === none ? [] : (props.presets[Number(picked)] ?? []));
  };
  const unsaid = inherited !== undefined && props.windows === undefined;
  return (
    <div class="stack tight">
      <Select
        label={props.label}
        hideLabel={props.hideLabel === true}
        value={own ? "own" : unsaid ? "" : windows.length === 0 ? none : String(chosen)}
        options={[
          ...(inherited === undefined ? [] : [{ value: "", label: inherited }]),
          { value: none, label: props.none },
          ...props.presets.map((preset, index) => ({
            value: String(index),
            label: inOneSentence(preset.map(props.textOf)),
          })),
          { value: "own", label: t("window_own") },
        ]}
        testId={props.testId}
        onPick={pick}
      />
      {own && <WindowList windows={windows} testId={props.testId} onChange={props.onChange} />}
    </div>
  );
}

// Quiet hours of a layer: presets or own time windows. Saves each change.
import { useState } from "preact/hooks";
import type { LayerFields } from "../../core/preferences/preference.ts";
import type { TimeWindow } from "../../signal/time-window.ts";
import { inOneSentence, t } from "../../ui/messages.ts";
import { inGeneral } from "./from-general.tsx";
import { isSameWindows, QUIET_PRESETS } from "./rule-presets.ts";
import { windowText } from "./rule-sentence.ts";
import { useLayerEdits } from "./use-layer-edits.ts";
import { WindowChoice } from "./window-list.tsx";

export function QuietHours(props: {
  layer: string;
  quiet: TimeWindow[] | undefined;
  general?: LayerFields | undefined;
  /** The line that holds it says what it is. */
  hideLabel?: boolean;
}) {
  const { layer, general } = props;
  const { fields, save } = useLayerEdits(layer, { quiet: props.quiet });
  const { quiet } = fields;
  const [own, setOwn] = useState(false);
  const hours = general?.quiet ?? [];
  const inherited = hours.length === 0 ? t("quiet_none") : inOneSentence(hours.map(windowText));
  return (
    <WindowChoice
      label={t("quiet_label")}
      hideLabel={props.hideLabel === true}
      none={t("quiet_none")}
      inherited={general && inGeneral(inherited)}
      presets={QUIET_PRESETS}
      textOf={windowText}
      windows={quiet}
      chosen={QUIET_PRESETS.findIndex((windows) => isSameWindows(windows, quiet))}
      own={own}
      testId="quiet"
      onOwn={setOwn}
      onChange={(changed) => void save({ quiet: changed ?? null })}
    />
  );
}

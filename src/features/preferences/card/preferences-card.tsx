// The preferences card: the same lines wherever the interface shows preferences. A line opens in place.
import { useState } from "preact/hooks";
import { type CardLine, type CardRule, cardLines } from "../../../core/preferences/card.ts";
import type { LayerName } from "../../../core/preferences/layers.ts";
import type { TimeWindow } from "../../../signal/time-window.ts";
import { list } from "../../../ui/formats.ts";
import { ICONS, Icon } from "../../../ui/icons.tsx";
import { later } from "../../../ui/later.tsx";
import { t } from "../../../ui/messages.ts";
import { whyText, windowText } from "../rule-sentence.ts";
import type { CardEdit } from "./card-edit.ts";
import { CardRow, LineRow } from "./line-row.tsx";

const LineEditor = later(() => import("./line-editor.tsx").then((part) => part.LineEditor));
const QuietEditor = later(() => import("./quiet-editor.tsx").then((part) => part.QuietEditor));

export interface CardProps {
  rules: readonly CardRule[];
  quiet: readonly TimeWindow[];
  /** The name of each layer. */
  names: Readonly<Record<LayerName, string>>;
  /** Absent: the card is read-only. */
  edit?: CardEdit | undefined;
  /** The answer of a seventh line, about the user's data. */
  data?: string | undefined;
  /** The quiet hours are open at first. */
  showsQuiet?: boolean;
}

export function PreferencesCard({ rules, quiet, names, edit, data, showsQuiet = false }: CardProps) {
  const [open, setOpen] = useState<string | null>(showsQuiet ? "quiet" : null);
  const opening = (id: string) =>
    edit === undefined
      ? undefined
      : { isOpen: open === id, onToggle: () => setOpen((now) => (now === id ? null : id)) };
  // In the general preferences, and in those of a sector, values of the layer itself are not marked as exceptions.
  const isApart = ({ layer }: CardLine) => layer !== "base" && layer !== edit?.place.name;
  const isOwn = ({ layer }: CardLine) => layer === "company";
  return (
    <ul class="lines" aria-label={t("card_label")} data-testid="preferences-card">
      {cardLines(rules).map((line) => {
        const why = whyText({ layer: line.layer, hold: line.hold }, names);
        return (
          <li key={line.id}>
            <LineRow line={line} origin={isOwn(line) || isApart(line) ? why : null} opening={opening(line.id)} />
            {edit !== undefined && open === line.id && (
              <LineEditor key={edit.layer} line={line} at={edit} note={edit.place.name === "base" ? null : why} />
            )}
          </li>
        );
      })}
      <li>
        <CardRow
          testId="line-quiet"
          opening={opening("quiet")}
          mark={<Icon d={ICONS.quiet} />}
          label={t("quiet_label")}
        >
          <span class="how">{quiet.length === 0 ? t("quiet_none") : list(quiet.map(windowText))}</span>
        </CardRow>
        {edit !== undefined && open === "quiet" && <QuietEditor edit={edit} />}
      </li>
      {data !== undefined && (
        <li>
          <CardRow testId="line-data" opening={undefined} mark={<Icon d={ICONS.lock} />} label={t("line_data")}>
            <span class="how">{data}</span>
          </CardRow>
        </li>
      )}
    </ul>
  );
}

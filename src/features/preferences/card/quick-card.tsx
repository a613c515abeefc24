// The preferences card of the first run: every line shows its three answers at once.
import { type CardLine, type CardRule, cardLines, type LineId } from "../../../core/preferences/card.ts";
import type { TimeWindow } from "../../../signal/time-window.ts";
import { ICONS, Icon } from "../../../ui/icons.tsx";
import { word } from "../../../ui/messages.ts";
import { QuietHours } from "../quiet-hours.tsx";
import { channelsOf } from "./line-text.ts";
import { Segments } from "./segments.tsx";
import { useAnswer } from "./use-answer.ts";

const LINE_ICONS: Readonly<Record<LineId, string>> = {
  security: ICONS.security,
  service: ICONS.service,
  changes: ICONS.changes,
  advice: ICONS.advice,
  marketing: ICONS.offers,
};

export function QuickCard({ rules, quiet }: { rules: readonly CardRule[]; quiet: TimeWindow[] | undefined }) {
  return (
    <ul class="lines quick" data-testid="welcome-rules">
      {cardLines(rules).map((line) => (
        <QuickLine key={line.id} line={line} />
      ))}
      <li class="quick-line">
        <span class="tile">
          <Icon d={ICONS.quiet} />
        </span>
        <QuietHours layer="base" quiet={quiet} />
      </li>
    </ul>
  );
}

function QuickLine({ line }: { line: CardLine }) {
  const edit = useAnswer("base", line);
  const { answer } = edit;
  const channels = answer === null || answer.want === "no" ? [] : channelsOf(answer);
  return (
    <li class="quick-line">
      <span class="tile">
        <Icon d={LINE_ICONS[line.id]} />
      </span>
      <fieldset>
        <legend>
          {word("line", line.id)}
          <small class="muted">{word("line_meaning", line.id)}</small>
        </legend>
        <span class="how">
          {channels.map((channel) => (
            <span key={channel} title={word("channel", channel)}>
              <Icon d={ICONS[channel]} />
            </span>
          ))}
        </span>
        <Segments id={line.id} prefix="default" said={answer?.want ?? null} onPick={(want) => edit.change({ want })} />
      </fieldset>
    </li>
  );
}

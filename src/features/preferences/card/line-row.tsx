// A line of the preferences card: mark, kinds, and the answer as words or channel icons. Opens in place if it can be edited.
import type { ComponentChildren } from "preact";
import type { CardLine } from "../../../core/preferences/card.ts";
import { ICONS, Icon, WantMark } from "../../../ui/icons.tsx";
import { word } from "../../../ui/messages.ts";
import { channelsOf, lineText } from "./line-text.ts";

export interface LineOpening {
  isOpen: boolean;
  onToggle: () => void;
}

/** `origin`: the layer of its answer, if that is not the general preferences. */
export function LineRow({
  line,
  origin,
  opening,
}: {
  line: CardLine;
  origin: string | null;
  opening: LineOpening | undefined;
}) {
  const { want, answer } = line;
  const mark = want === null || want === "mixed" ? <span class="no-mark" /> : <WantMark want={want} />;
  const hasIcons = want === "yes" && line.hold === undefined && answer !== null && channelsOf(answer).length > 0;
  return (
    <CardRow
      testId={`line-${line.id}`}
      answer={want ?? "unsaid"}
      opening={opening}
      mark={mark}
      label={word("line", line.id)}
    >
      {origin !== null && (
        <span class="origin" title={origin}>
          <span class="visually-hidden">{origin}</span>
        </span>
      )}
      <span class={hasIcons ? "visually-hidden" : "how"}>{lineText(line)}</span>
      {hasIcons && (
        <span class="how">
          {channelsOf(answer).map((channel) => (
            <Icon key={channel} d={ICONS[channel]} />
          ))}
        </span>
      )}
      {answer?.when !== undefined && want === "yes" && <Icon d={ICONS.clock} small />}
    </CardRow>
  );
}

/** `answer`: for tests and styles. */
export function CardRow(props: {
  testId: string;
  answer?: string;
  opening: LineOpening | undefined;
  mark: ComponentChildren;
  label: string;
  children: ComponentChildren;
}) {
  const { testId, answer, opening, mark } = props;
  const content = (
    <>
      {mark}
      <span class="said">{props.label}</span>
      {props.children}
    </>
  );
  if (opening === undefined)
    return (
      <div class="line" data-testid={testId} data-answer={answer}>
        {content}
      </div>
    );
  return (
    <button
      type="button"
      class="line"
      aria-expanded={opening.isOpen}
      data-testid={testId}
      data-answer={answer}
      onClick={opening.onToggle}
    >
      {content}
      <Icon d={ICONS.down} small />
    </button>
  );
}

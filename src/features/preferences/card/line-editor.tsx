// An open line of the preferences card: three questions. One further press opens the rule editor for everything else.
import { useEffect, useState } from "preact/hooks";
import { answersIn, type CardLine, cardLines } from "../../../core/preferences/card.ts";
import type { ContactRule } from "../../../core/preferences/preference.ts";
import { alsoAllowed, type Place } from "../../../core/preferences/rule-advice.ts";
import { CHANNELS, type Channel } from "../../../signal/vocabulary.ts";
import { date } from "../../../ui/formats.ts";
import { ICONS, Icon } from "../../../ui/icons.tsx";
import { t, word, wordList } from "../../../ui/messages.ts";
import { inGeneral } from "../from-general.tsx";
import { isSameWindows, WINDOW_PRESETS } from "../rule-presets.ts";
import { windowText } from "../rule-sentence.ts";
import { WindowChoice } from "../window-list.tsx";
import type { CardEdit } from "./card-edit.ts";
import { lineText } from "./line-text.ts";
import { Segments } from "./segments.tsx";
import { type AnswerEdit, useAnswer } from "./use-answer.ts";

export function LineEditor({ line, at, note }: { line: CardLine; at: CardEdit; note: string | null }) {
  const { stored, place, today } = at;
  const edit = useAnswer(at.layer, line);
  const { answer } = edit;
  const own = stored.rules.find((rule) => rule.about === undefined && isSame(rule.kinds, line.kinds));
  const rule = answer === null ? null : { ...answer, kinds: [...line.kinds] };
  const also = rule === null ? [] : alsoAllowed(stored, { ...rule, id: own?.id }, { today, ...place });
  // The rule editor begins with the stored rule, so it waits for the answer that was just given.
  const [wantsMore, setWantsMore] = useState(false);
  useEffect(() => {
    if (!wantsMore || edit.isPending) return;
    setWantsMore(false);
    if (rule !== null) at.onMore(own ?? rule, own?.id);
  });
  if (line.hold !== undefined) return <p class="line-open muted">{t("why_hold", { date: date(line.hold) })}</p>;
  return (
    <div class="line-open stack" data-testid="line-editor">
      <May line={line} edit={edit} place={place} today={today} />
      {answer !== null && answer.want !== "no" && <How edit={edit} />}
      {answer !== null && answer.want !== "no" && <When edit={edit} />}
      {also.length > 0 && (
        <strong class="also" data-testid="line-also">
          {t("rule_also", { kinds: wordList("kind", also) })}
        </strong>
      )}
      <div class="row apart">
        <small class="muted">{note}</small>
        {rule !== null && (
          <button type="button" class="link" data-testid="line-more" onClick={() => setWantsMore(true)}>
            {t("line_more")}
          </button>
        )}
      </div>
    </div>
  );
}

const isSame = (kinds: ContactRule["kinds"], others: readonly string[]): boolean =>
  kinds !== "*" && kinds.length === others.length && kinds.every((kind) => others.includes(kind));

interface Asked {
  edit: AnswerEdit;
}

function May({ line, edit, place, today }: Asked & { line: CardLine; place: Place; today: string }) {
  const isGeneral = place.name === "base";
  const general = isGeneral ? undefined : cardLines(answersIn(place.under, today)).find(({ id }) => id === line.id);
  const inherits = !isGeneral && line.layer !== place.name;
  const said = inherits ? null : (edit.answer?.want ?? null);
  return (
    <fieldset class="stack tight">
      <legend class="plain">{t("line_may")}</legend>
      {general !== undefined && (
        <button
          type="button"
          class="chip general"
          aria-pressed={inherits}
          data-testid={`line-${line.id}-general`}
          onClick={edit.takeBack}
        >
          {inGeneral(lineText(general))}
        </button>
      )}
      <Segments id={line.id} said={said} onPick={(want) => edit.change({ want })} />
    </fieldset>
  );
}

/** The order of the presses is the order of preference. */
function How({ edit }: Asked) {
  const via = edit.answer?.via ?? [];
  const press = (channel: Channel) => {
    const next = via.includes(channel) ? via.filter((one) => one !== channel) : [...via, channel];
    edit.change({ via: next.length === 0 ? undefined : next });
  };
  return (
    <fieldset class="stack tight">
      <legend class="plain">{t("line_how")}</legend>
      <div class="chips small">
        {CHANNELS.map((channel) => (
          <button
            key={channel}
            type="button"
            class="chip"
            aria-pressed={via.includes(channel)}
            data-testid={`line-via-${channel}`}
            onClick={() => press(channel)}
          >
            <Icon d={ICONS[channel]} small />
            {word("channel_short", channel)}
          </button>
        ))}
      </div>
    </fieldset>
  );
}

function When({ edit }: Asked) {
  const [own, setOwn] = useState(false);
  const when = edit.answer?.when;
  return (
    <WindowChoice
      label={t("line_when")}
      none={t("when_any")}
      presets={WINDOW_PRESETS}
      textOf={windowText}
      windows={when}
      chosen={WINDOW_PRESETS.findIndex((windows) => isSameWindows(windows, when))}
      own={own}
      testId="line-when"
      onOwn={setOwn}
      onChange={(windows) => edit.change({ when: windows?.length ? windows : undefined })}
    />
  );
}

// Second step of sharing a feeling: the lines to tick, the name to use, and the exact text.
import { useEffect, useRef, useState } from "preact/hooks";
import type { SharePreview } from "../../core/commands/sharing.ts";
import { ownTags, VALUE_NAMES } from "../../core/feelings/feeling.ts";
import type { Feeling } from "../../core/record/tables.ts";
import { closedTags, SHARE_LINES, type ShareLine, saysSomething } from "../../core/sharing/shared-feeling.ts";
import { send } from "../../platform/messages/send.ts";
import { Switch } from "../../ui/controls.tsx";
import { list, moment } from "../../ui/formats.ts";
import { t, word } from "../../ui/messages.ts";
import { attempt } from "../../ui/refusals.ts";
import { SendForm } from "./send-form.tsx";

interface Props {
  id: string;
  onShared: (delivery: string) => void;
  onClose: () => void;
}

export function ShareFeelingForm({ id, onShared, onClose }: Props) {
  const [preview, setPreview] = useState<SharePreview | null>(null);
  const turn = useRef(0);
  const look = async (lines?: ShareLine[]) => {
    const mine = ++turn.current;
    const seen = await attempt(send("preview-share", { id, ...(lines === undefined ? {} : { lines }) }));
    if (seen !== null && mine === turn.current) setPreview(seen);
  };
  useEffect(() => void look(), [id]);
  if (preview === null) return null;
  const { feeling, name, lines, ticked, body, handle, asksHost } = preview;
  const tick = (line: ShareLine, on: boolean) => {
    const chosen = SHARE_LINES.filter((one) => (one === line ? on : ticked.includes(one)));
    // Updates the ticks before the new preview arrives, so that neither of two quick ticks is lost.
    setPreview({ ...preview, ticked: chosen, body: "" });
    void look(chosen);
  };
  const share = (named: boolean) => {
    const payload = { id, lines: ticked, named, shown: body };
    void attempt(send("share-feeling", payload)).then((done) => done && onShared(done.delivery));
  };
  return (
    <SendForm
      title={t("share_title", { company: name })}
      name={name}
      body={body}
      handle={handle}
      asksHost={asksHost}
      ready={saysSomething(ticked)}
      onSend={share}
      onClose={onClose}
    >
      {lines.map((line) => (
        <Switch
          key={line}
          label={lineText(line, feeling)}
          checked={ticked.includes(line)}
          testId={`share-line-${line}`}
          onToggle={(on) => tick(line, on)}
        />
      ))}
    </SendForm>
  );
}

function lineText(line: ShareLine, feeling: Feeling): string {
  const { words = [], patterns = [], about = [], success = "", effort = "" } = feeling;
  const said: Record<ShareLine, () => string> = {
    date: () => moment(feeling.at, "date"),
    value: () => word("value", VALUE_NAMES[feeling.value]),
    words: () => list(words.map((one) => word("word", one))),
    about: () => list(closedTags(feeling).map((tag) => word("tag", tag))),
    "own-tags": () => list(ownTags(about)),
    patterns: () => list(patterns.map((pattern) => word("pattern", pattern))),
    success: () => word("success", success),
    effort: () => word("effort", effort),
    wanted: () => feeling.wanted ?? "",
    note: () => feeling.note ?? "",
  };
  return t("share_line", { what: word("share", line), said: said[line]() });
}

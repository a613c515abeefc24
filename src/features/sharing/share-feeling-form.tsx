// Second step of sharing a feeling: its lines to tick, the name to use, and the exact text.
import { useEffect, useRef, useState } from "preact/hooks";
import type { SharePreview } from "../../core/commands/sharing.ts";
import { ownTags, VALUE_NAMES } from "../../core/feelings/feeling.ts";
import type { Feeling } from "../../core/record/tables.ts";
import { closedTags, SHARE_LINES, type ShareLine, saysSomething } from "../../core/sharing/shared-feeling.ts";
import { requestHosts } from "../../platform/browser/permissions.ts";
import { send } from "../../platform/messages/send.ts";
import { Select, Switch } from "../../ui/controls.tsx";
import { list, moment, t, word } from "../../ui/messages.ts";
import { attempt } from "../../ui/refusals.ts";

interface Props {
  id: string;
  onShared: (delivery: string) => void;
  onClose: () => void;
}

export function ShareFeelingForm({ id, onShared, onClose }: Props) {
  const [preview, setPreview] = useState<SharePreview | null>(null);
  const [named, setNamed] = useState(false);
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
    // Updates the ticks before the new preview arrives, so that two quick ticks both count.
    setPreview({ ...preview, ticked: chosen, body: "" });
    void look(chosen);
  };
  const share = () => {
    const payload = { id, lines: ticked, named: named && handle !== null, shown: body };
    void attempt(send("share-feeling", payload)).then((done) => done && onShared(done.delivery));
    // In the click itself: the browser refuses a later request, and its dialog closes the popup.
    if (asksHost !== null) void requestHosts([asksHost]).catch(() => false);
  };
  return (
    <section class="card" aria-label={t("share_title", { company: name })} data-testid="share-form">
      <h3>{t("share_title", { company: name })}</h3>
      {lines.map((line) => (
        <Switch
          key={line}
          label={lineText(line, feeling)}
          checked={ticked.includes(line)}
          testId={`share-line-${line}`}
          onToggle={(on) => tick(line, on)}
        />
      ))}
      {handle !== null && (
        <Select
          label={t("share_as")}
          value={named ? "handle" : "anonymous"}
          options={[
            { value: "anonymous", label: t("share_as_nobody") },
            { value: "handle", label: t("share_as_handle", { company: name, handle }) },
          ]}
          testId="share-as"
          onPick={(value) => setNamed(value === "handle")}
        />
      )}
      <p class="muted">{t("share_exact")}</p>
      <pre class="bytes" data-testid="share-text">
        {body}
      </pre>
      <p>{t("share_soon", { company: name })}</p>
      {asksHost !== null && <p class="muted">{t("share_asks_host", { company: name, host: asksHost })}</p>}
      <div class="row">
        <button
          type="button"
          class="primary"
          disabled={body === "" || !saysSomething(ticked)}
          data-testid="share-confirm"
          onClick={share}
        >
          {t("share_confirm")}
        </button>
        <button type="button" data-testid="share-cancel" onClick={onClose}>
          {t("not_now")}
        </button>
      </div>
    </section>
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

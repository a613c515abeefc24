// The exact preview, part by part, and Allow. The browser is asked in the click itself; the grant is the background's.
import { useEffect, useState } from "preact/hooks";
import { SHARE_ALL } from "../../core/share-all.ts";
import type { GrantedParts } from "../../core/view.ts";
import { allow } from "../../features/sharing/ask-permission.ts";
import { Parts } from "../../features/sharing/parts.tsx";
import type { SiteLook } from "../../features/visit/look-at-tab.ts";
import { send } from "../../platform/send.ts";
import { t } from "../../ui/messages.ts";
import { attempt } from "../../ui/refusals.ts";
import { askedText, changeTexts, takesFeelings } from "./participation-text.ts";
import { type PanelProps, Seen } from "./seen.tsx";

export function Asking({ look, onClose }: PanelProps & { onClose: () => void }) {
  const [parts, setParts] = useState<GrantedParts>(look.grant === "none" ? SHARE_ALL : look.seen.parts);
  const [seen, setSeen] = useState(look.seen);
  const change = (changed: Partial<GrantedParts>) => setParts((before) => ({ ...before, ...changed }));
  const asked = askedText(look);
  const changes = changeTexts(look);
  useEffect(() => {
    const { company, host } = look;
    void attempt(send<SiteLook["seen"]>("preview-company", { company, host, parts })).then(
      (view) => view !== null && setSeen(view),
    );
  }, [parts, look]);
  return (
    <div class="stack" data-testid="preview">
      {asked !== null && <p data-testid="asked">{asked}</p>}
      {changes.length > 0 && (
        <div class="card asked" data-testid="asked-changes">
          <strong>{t("asked_changes_title")}</strong>
          {changes.map((text) => (
            <p key={text}>{text}</p>
          ))}
        </div>
      )}
      <h3>{t("would_see", { company: look.name })}</h3>
      <Seen look={look} seen={seen} />
      <Parts parts={parts} feelings={takesFeelings(look)} onChange={change} />
      <div class="row">
        <button type="button" class="primary" data-testid="allow" onClick={() => allow(look, parts)}>
          {t("allow", { company: look.name })}
        </button>
        <button type="button" data-testid="not-now" onClick={onClose}>
          {t("not_now")}
        </button>
      </div>
      <p class="muted">{t("allow_hint")}</p>
    </div>
  );
}

// The exact preview, part by part, and Allow. Requests the browser's permission in the click itself; the background
// stores the grant.
import { useEffect, useState } from "preact/hooks";
import type { SiteView } from "../../core/commands/companies.ts";
import { DEFAULT_PARTS } from "../../core/sharing/default-parts.ts";
import { askedText, changeTexts, takesFeelings } from "../../features/companies/participation-text.ts";
import { allow } from "../../features/sharing/ask-permission.ts";
import { Parts } from "../../features/sharing/parts.tsx";
import { matchesOf, Topics } from "../../features/sharing/topics.tsx";
import { send } from "../../platform/messages/send.ts";
import { Switch } from "../../ui/controls.tsx";
import { t, word } from "../../ui/messages.ts";
import { attempt } from "../../ui/refusals.ts";
import { type PanelProps, Seen } from "./seen.tsx";

/**
 * Initial choice of the preview: the choice that the browser has not answered yet; else the parts that the user allowed
 * before; else everything but support.
 */
const firstChoice = ({ asking, grant, grantedAutomatically, seen }: SiteView): Choosing =>
  asking ?? {
    parts: grant === "none" || grantedAutomatically ? DEFAULT_PARTS : seen.parts,
    topics: matchesOf(seen.topics),
    sector: undefined,
  };

type Choosing = NonNullable<SiteView["asking"]>;

export function Asking({ look, onClose }: PanelProps & { onClose: () => void }) {
  const [choice, setChoice] = useState(() => firstChoice(look));
  const [seen, setSeen] = useState(look.seen);
  const change = (changed: Partial<Choosing>) => setChoice((now) => ({ ...now, ...changed }));
  const refuse = () => {
    void attempt(send("refuse-company", { company: look.company }));
    onClose();
  };
  const asked = askedText(look);
  const changes = changeTexts(look);
  useEffect(() => {
    const { company, host } = look;
    let newest = true;
    void attempt(send("preview-company", { company, host, ...chosenOf(choice) })).then(
      (view) => view !== null && newest && setSeen(view),
    );
    return () => {
      newest = false;
    };
  }, [choice, look]);
  return (
    <div class="stack" data-testid="preview">
      {look.asking !== null && <p data-testid="allow-open">{t("allow_open", { company: look.name })}</p>}
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
      {look.claimedSector !== undefined && (
        <Switch
          label={t("sector_claim", { company: look.name, sector: word("sector", look.claimedSector) })}
          checked={choice.sector === look.claimedSector}
          testId="claimed-sector"
          onToggle={(on) => change({ sector: on ? look.claimedSector : undefined })}
        />
      )}
      <Topics company={look.name} offers={seen.topics} onChange={(topics) => change({ topics })} />
      <Parts
        parts={choice.parts}
        feelings={takesFeelings(look)}
        onChange={(changed) => setChoice((now) => ({ ...now, parts: { ...now.parts, ...changed } }))}
      />
      <div class="row">
        <button
          type="button"
          class="primary"
          data-testid="allow"
          onClick={() => allow(look, { ...chosenOf(choice), shown: seen.view })}
        >
          {t("allow", { company: look.name })}
        </button>
        <button type="button" data-testid="not-now" onClick={refuse}>
          {t("not_now")}
        </button>
      </div>
      <p class="muted">{t("allow_hint")}</p>
    </div>
  );
}

/** The choice as a command's payload, without undefined members. */
const chosenOf = ({ parts, topics, sector }: Choosing) => ({
  parts,
  topics: [...topics],
  ...(sector === undefined ? {} : { sector }),
});

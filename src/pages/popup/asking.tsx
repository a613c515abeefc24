// The exact preview, part by part, and Allow. Requests the browser's permission in the click itself; the background
// stores the grant.
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { SiteView } from "../../core/commands/companies.ts";
import { type DataKind, dataOfParts } from "../../core/sharing/data-kinds.ts";
import { DEFAULT_PARTS } from "../../core/sharing/default-parts.ts";
import { acceptsFeelings, askedText, changeTexts, shownFile } from "../../features/companies/participation-text.ts";
import { useAsksData } from "../../features/sharing/ask-data.tsx";
import { allow } from "../../features/sharing/ask-permission.ts";
import { Parts } from "../../features/sharing/parts.tsx";
import { matchesOf, Topics } from "../../features/sharing/topics.tsx";
import { send } from "../../platform/messages/send.ts";
import { Fold, Switch } from "../../ui/controls.tsx";
import { InBar } from "../../ui/fixed-bar.tsx";
import { t, word } from "../../ui/messages.ts";
import { attempt } from "../../ui/refusals.ts";
import { type PanelProps, Seen } from "./seen.tsx";

/**
 * Initial choice of the preview: the choice that waits for the browser's answer; else the parts that the user allowed
 * before; else everything except support.
 */
const firstChoice = ({ asking, grant, grantedAutomatically, seen }: SiteView): Choosing =>
  asking ?? {
    parts: grant === "none" || grantedAutomatically ? DEFAULT_PARTS : seen.parts,
    topics: matchesOf(seen.topics),
    sector: undefined,
  };

type Choosing = NonNullable<SiteView["asking"]>;

export function Asking({ site, onClose }: PanelProps & { onClose: () => void }) {
  const [choice, setChoice] = useState(() => firstChoice(site));
  const [seen, setSeen] = useState(site.seen);
  const change = (changed: Partial<Choosing>) => setChoice((now) => ({ ...now, ...changed }));
  const refuse = () => {
    void attempt(send("refuse-company", { company: site.company }));
    onClose();
  };
  const asked = askedText(site);
  useEffect(() => {
    const { company, host } = site;
    let newest = true;
    void attempt(send("preview-company", { company, host, ...chosenOf(choice) })).then(
      (view) => view !== null && newest && setSeen(view),
    );
    return () => {
      newest = false;
    };
  }, [choice, site]);
  return (
    <div class="stack" data-testid="preview">
      {site.asking !== null && <p data-testid="allow-open">{t("allow_open", { company: site.name })}</p>}
      <AskedChanges texts={changeTexts(site)} />
      <Seen site={site} seen={seen} />
      {asked !== null && (
        <p class="muted" data-testid="asked">
          {asked}
        </p>
      )}
      {site.claimedSector !== undefined && (
        <Switch
          label={t("sector_claim", { company: site.name, sector: word("sector", site.claimedSector) })}
          checked={choice.sector === site.claimedSector}
          testId="claimed-sector"
          onToggle={(on) => change({ sector: on ? site.claimedSector : undefined })}
        />
      )}
      <Topics
        company={site.name}
        offers={seen.topics}
        onChange={async (topics) => {
          change({ topics });
          return true;
        }}
      />
      <Fold summary={t("parts_fold")} testId="parts-fold">
        <Parts
          parts={choice.parts}
          feelings={acceptsFeelings(site)}
          onChange={async (changed) => {
            setChoice((now) => ({ ...now, parts: { ...now.parts, ...changed } }));
            return true;
          }}
        />
      </Fold>
      <InBar>
        <AllowBar
          name={site.name}
          data={dataOfParts(choice.parts)}
          onAllow={() => allow(site, { ...chosenOf(choice), shown: seen.view, later: seen.later, ...shownFile(site) })}
          onRefuse={refuse}
        />
      </InBar>
    </div>
  );
}

/** New requests and claims of the company, and a button that accepts them. */
export const AskedChanges = ({ texts, children }: { texts: readonly string[]; children?: ComponentChildren }) =>
  texts.length === 0 ? null : (
    <div class="card asked" data-testid="asked-changes">
      <strong>{t("asked_changes_title")}</strong>
      {texts.map((text) => (
        <p key={text}>{text}</p>
      ))}
      {children}
    </div>
  );

interface BarProps {
  name: string;
  data: readonly DataKind[];
  onAllow: () => void;
  onRefuse: () => void;
}

function AllowBar({ name, data, onAllow, onRefuse }: BarProps) {
  const asksData = useAsksData(data);
  return (
    <section class="acts" aria-label={t("allow_acts")}>
      <button type="button" class="primary" data-testid="allow" onClick={onAllow}>
        {t("allow", { company: name })}
      </button>
      <button type="button" data-testid="not-now" onClick={onRefuse}>
        {t("not_now")}
      </button>
      {asksData ? (
        <small class="muted" data-testid="data-hint">
          {t("data_hint_short", { company: name })}
        </small>
      ) : (
        <small class="muted">{t("allow_hint")}</small>
      )}
    </section>
  );
}

/** The choice as a command's payload, without undefined members. */
const chosenOf = ({ parts, topics, sector }: Choosing) => ({
  parts,
  topics: [...topics],
  ...(sector === undefined ? {} : { sector }),
});

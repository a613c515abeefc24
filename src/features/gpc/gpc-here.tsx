// Global Privacy Control at the active site: the exception, and the site's own statement.
import { useState } from "preact/hooks";
import type { GpcView } from "../../core/commands/gpc.ts";
import type { GpcState } from "../../core/gpc/gpc.ts";
import { doesBrowserSendGpc } from "../../platform/browser/own-gpc.ts";
import { activeTab } from "../../platform/browser/tabs.ts";
import { send } from "../../platform/messages/send.ts";
import { Fold, Switch } from "../../ui/controls.tsx";
import { date } from "../../ui/formats.ts";
import { t } from "../../ui/messages.ts";
import { useOwnValue } from "../../ui/own-edits.ts";
import { attempt } from "../../ui/refusals.ts";
import { say } from "../../ui/toast.tsx";
import { permitEverySite } from "./every-site.ts";

export interface GpcHereProps {
  company: string;
  name: string;
  state: GpcState;
  /** The tab whose page may be read through activeTab. */
  tab: number | null;
  onPermitted: () => void;
}

export function GpcHere({ company, name, state, tab, onPermitted }: GpcHereProps) {
  const [look, setLook] = useState<GpcView | null>(null);
  const [on, turn] = useOwnValue(state !== "excepted", async (on) => {
    const done = await attempt(send("edit-company", { company, gpcOff: !on }));
    if (done !== null) say(t("gpc_from_next_load"));
    return done !== null;
  });
  const check = async () => {
    const shown = await activeTab(tab);
    if (shown !== null) setLook(await attempt(send("look-at-gpc", { tab: shown.id })));
  };
  return (
    <Fold summary={t("gpc_title")} testId="gpc-fold">
      {state === "not-permitted" && (
        <div class="stack" data-testid="gpc-not-in-force">
          <p>{t("gpc_not_in_force")}</p>
          <button
            type="button"
            class="primary start"
            data-testid="gpc-permit"
            onClick={() => void permitEverySite().then((permitted) => permitted && onPermitted())}
          >
            {t("gpc_permit")}
          </button>
        </div>
      )}
      <Switch label={t("gpc_here")} checked={on} testId="gpc-here" onToggle={(on) => void turn(on)} />
      {doesBrowserSendGpc() && (
        <p class="muted" data-testid="gpc-browser">
          {t("gpc_browser_everywhere")}
        </p>
      )}
      <button type="button" class="start" data-testid="gpc-check" onClick={() => void check()}>
        {t("gpc_check")}
      </button>
      <div role="status">
        {look !== null && (
          <p data-testid="gpc-says" data-says={look.says}>
            {saidText(look, name)}
          </p>
        )}
      </div>
    </Fold>
  );
}

const saidText = (look: GpcView, company: string): string =>
  look.says === "yes" && look.lastUpdate !== null
    ? t("gpc_says_yes_since", { company, date: date(look.lastUpdate) })
    : t(`gpc_says_${look.says}`, { company });

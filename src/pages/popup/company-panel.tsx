// Permission panel for a company that takes part or was allowed: from the exact preview to Allow, and back to revocation.
import { useState } from "preact/hooks";
import { participationText } from "../../features/companies/participation-text.ts";
import { readingText } from "../../features/sharing/reading-text.ts";
import { send } from "../../platform/messages/send.ts";
import { Switch } from "../../ui/controls.tsx";
import { later } from "../../ui/later.tsx";
import { t } from "../../ui/messages.ts";
import { useOwnValue } from "../../ui/own-edits.ts";
import { attempt } from "../../ui/refusals.ts";
import { AskToDelete } from "./frame.tsx";
import type { PanelProps } from "./seen.tsx";

const Allowed = later(() => import("./allowed.tsx").then((part) => part.Allowed));
const Asking = later(() => import("./asking.tsx").then((part) => part.Asking));

export function CompanyPanel(props: PanelProps) {
  const { site } = props;
  const [preview, setPreview] = useState(site.asking !== null);
  const [byItself, turn] = useOwnValue(
    site.automatic === "on",
    async (on) => (await attempt(send("edit-company", { company: site.company, autoOff: !on }))) !== null,
  );
  const { state } = site.participation;
  const asks = state === "takes-part" && preview;
  const reads = site.grant === "live" || site.grant === "paused";
  // A company that was allowed automatically needs a preview like any other before it reads more.
  if (reads && !(preview && site.grantedAutomatically))
    return <Allowed {...props} onPreview={() => setPreview(true)} />;
  return (
    <section class="card" aria-labelledby="panel-title">
      <h2 id="panel-title">
        {t(asks ? "would_see" : state === "takes-part" ? "takes_part_title" : "not_allowed_title", {
          company: site.name,
        })}
      </h2>
      {asks && <Asking {...props} onClose={() => setPreview(false)} />}
      <p class={asks ? "muted" : ""} data-testid="participation" data-state={state}>
        {participationText(site)}
      </p>
      {site.grant !== "live" && (
        <p class={asks ? "muted" : ""} data-testid="reading">
          {readingText(site.name, site.readUntil)}
        </p>
      )}
      {state === "takes-part" && site.automatic !== "off" && (
        <Switch label={t("auto_here")} checked={byItself} testId="auto-here" onToggle={(on) => void turn(on)} />
      )}
      {state === "takes-part" && !asks && (
        <button type="button" class="primary" data-testid="show-preview" onClick={() => setPreview(true)}>
          {site.readUntil === null ? t("show_preview", { company: site.name }) : t("show_again")}
        </button>
      )}
      {site.readUntil !== null && <AskToDelete company={site.company} />}
    </section>
  );
}

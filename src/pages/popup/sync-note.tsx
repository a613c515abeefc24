// Sync in the popup: one line if it needs the user, or if the page's company is allowed on another device only.
import { useEffect, useState } from "preact/hooks";
import type { SiteView } from "../../core/commands/companies.ts";
import type { SyncReport } from "../../core/commands/sync.ts";
import { send } from "../../platform/messages/send.ts";
import { t } from "../../ui/messages.ts";
import { dashboardLink } from "./frame.tsx";

export function SyncNote({ site }: { site: Pick<SiteView, "company" | "name" | "grant" | "waits"> | null }) {
  const [report, setReport] = useState<SyncReport | null>(null);
  useEffect(() => {
    void send("look-at-sync", {}).then(setReport, () => {});
  }, [site?.waits, site?.grant]);
  if (report === null) return null;
  const isElsewhere = site !== null && report.allowElsewhere.some(({ company }) => company === site.company);
  return (
    <>
      {report.state === "needs-user" && (
        <p class="card asked" role="status" data-testid="sync-note">
          {t("popup_sync_needs_you")}{" "}
          <a data-testid="sync-note-open" {...dashboardLink("settings/sync")}>
            {t("popup_sync_look")}
          </a>
        </p>
      )}
      {isElsewhere && (
        <p class="card" data-testid="sync-note-elsewhere">
          {t("popup_sync_elsewhere", { company: site.name })}
        </p>
      )}
    </>
  );
}

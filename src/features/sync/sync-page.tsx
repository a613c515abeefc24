// Page "Sync and devices": off, set-up, or on.
import { t } from "../../ui/messages.ts";
import { SyncOff } from "./sync-off.tsx";
import { SyncOn } from "./sync-on.tsx";
import { useSync } from "./use-sync.ts";

export function SyncPage() {
  const { report, again } = useSync();
  return (
    <div class="stack wide">
      <p>
        <a href="#/settings" data-testid="sync-back">
          {t("nav_settings")}
        </a>
      </p>
      <h1>{t("nav_sync")}</h1>
      {report !== null && report.place === null && <SyncOff onStart={null} />}
      {report !== null && report.place !== null && <SyncOn report={report} place={report.place} again={again} />}
    </div>
  );
}

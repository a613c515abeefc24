// Page "Sync and devices": off, set-up, or on.
import { useState } from "preact/hooks";
import { later } from "../../ui/later.tsx";
import { t } from "../../ui/messages.ts";
import { SyncOff } from "./sync-off.tsx";
import { useSync } from "./use-sync.ts";

// Both import the encryption.
const SyncSetUp = later(() => import("./sync-set-up.tsx").then((part) => part.SyncSetUp));
const SyncOn = later(() => import("./sync-on.tsx").then((part) => part.SyncOn));

export function SyncPage() {
  const { report, again } = useSync();
  const [isSettingUp, setSettingUp] = useState(false);
  const started = async (): Promise<void> => {
    await again();
    setSettingUp(false);
  };
  return (
    <div class="stack wide">
      <p>
        <a href="#/settings" data-testid="sync-back">
          {t("nav_settings")}
        </a>
      </p>
      <h1>{t("nav_sync")}</h1>
      {isSettingUp && <SyncSetUp onStarted={started} onCancel={() => setSettingUp(false)} />}
      {!isSettingUp && report !== null && report.place === null && <SyncOff onStart={() => setSettingUp(true)} />}
      {!isSettingUp && report !== null && report.place !== null && (
        <SyncOn report={report} place={report.place} again={again} />
      )}
    </div>
  );
}

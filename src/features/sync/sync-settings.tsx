// Sync in Settings: its state in one sentence, and the way to its page.
import { useEffect, useState } from "preact/hooks";
import type { SyncReport } from "../../core/commands/sync.ts";
import { send } from "../../platform/messages/send.ts";
import { t } from "../../ui/messages.ts";
import { attempt } from "../../ui/refusals.ts";
import { SettingRow } from "../../ui/setting.tsx";
import { placeText } from "./place-text.ts";

export function SyncSettings() {
  const [report, setReport] = useState<SyncReport | null>(null);
  useEffect(() => void attempt(send("look-at-sync", {})).then(setReport), []);
  return (
    <SettingRow name={t("nav_sync")} handle="settings-sync">
      <div class="row apart">
        {report !== null && (
          <p data-testid="settings-sync" data-state={report.state}>
            {report.place === null ? t("settings_sync_off") : t("settings_sync_on", { place: placeText(report.place) })}
          </p>
        )}
        <a class="button" href="#/settings/sync" data-testid="settings-sync-open">
          {t("settings_sync_open")}
        </a>
      </div>
    </SettingRow>
  );
}

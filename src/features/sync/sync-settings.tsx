// Sync in Settings: its state in one sentence, and the way to its page.
import { useEffect, useState } from "preact/hooks";
import type { SyncReport } from "../../core/commands/sync.ts";
import { send } from "../../platform/messages/send.ts";
import { t } from "../../ui/messages.ts";
import { attempt } from "../../ui/refusals.ts";
import { placeText } from "./place-text.ts";

export function SyncSettings() {
  const [report, setReport] = useState<SyncReport | null>(null);
  useEffect(() => void attempt(send("look-at-sync", {})).then(setReport), []);
  return (
    <section class="card" aria-labelledby="sync-title">
      <h2 id="sync-title">{t("nav_sync")}</h2>
      {report !== null && (
        <p data-testid="settings-sync" data-state={report.state}>
          {report.place === null ? t("settings_sync_off") : t("settings_sync_on", { place: placeText(report.place) })}
        </p>
      )}
      <a class="button start" href="#/settings/sync" data-testid="settings-sync-open">
        {t("settings_sync_open")}
      </a>
    </section>
  );
}

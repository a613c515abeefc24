// Sync while it is off: says that the record is in this browser only, explains sync, and starts the set-up.
import { Fold } from "../../ui/controls.tsx";
import { t } from "../../ui/messages.ts";

export function SyncOff({ onStart }: { onStart: () => void }) {
  return (
    <section class="card" aria-labelledby="sync-off" data-testid="sync-off">
      <h2 id="sync-off">{t("settings_sync_off")}</h2>
      <p>{t("sync_off_text")}</p>
      <button type="button" class="primary start" data-testid="sync-set-up" onClick={onStart}>
        {t("sync_off_start")}
      </button>
      <Fold summary={t("how_it_works")} testId="sync-how">
        <ul class="sentences">
          <li>{t("sync_how_storage")}</li>
          <li>{t("sync_how_locked")}</li>
          <li>{t("sync_how_key")}</li>
          <li>{t("sync_how_allow")}</li>
        </ul>
      </Fold>
    </section>
  );
}

// The current storage: its name, the space used there, unusable files, and the way to another one.
import type { SyncReport } from "../../core/commands/sync.ts";
import type { StoreSettings } from "../../core/sync/store-settings.ts";
import { t } from "../../ui/messages.ts";
import { sizeText } from "./amounts.ts";
import { Quarantined } from "./lost-values.tsx";
import { Opening } from "./opening.tsx";
import { ChangeStore } from "./other-store.tsx";
import { placeText } from "./place-text.ts";

interface StorageProps {
  report: SyncReport;
  place: NonNullable<SyncReport["place"]>;
  /** Null until they are read. */
  settings: StoreSettings | null;
  isChanging: boolean;
  again: () => Promise<void>;
}

export function SyncStorage({ report, place, settings, isChanging, again }: StorageProps) {
  return (
    <section class="card" aria-labelledby="sync-storage" data-testid="sync-storage">
      <h2 id="sync-storage">{t("sync_storage")}</h2>
      <p>{t("sync_storage_in_use", { place: placeText(place) })}</p>
      {place.kind === "folder" && <p>{t("sync_folder_window")}</p>}
      {place.kind === "browser" && <p>{t("sync_browser_holds_not")}</p>}
      {report.storedBytes > 0 && <p class="muted">{t("sync_storage_used", { size: sizeText(report.storedBytes) })}</p>}
      <Quarantined files={report.quarantined} />
      {settings !== null && (
        <Opening label={t("sync_storage_change")} testId="sync-change" isOpen={isChanging}>
          {(close) => <ChangeStore settings={settings} again={again} close={close} />}
        </Opening>
      )}
    </section>
  );
}

// Sync while it is on: state, questions, devices, storage, and the ways to end it.
import type { SyncReport } from "../../core/commands/sync.ts";
import { t } from "../../ui/messages.ts";
import { sizeText } from "./amounts.ts";
import { LostValues, Quarantined } from "./lost-values.tsx";
import { placeText } from "./place-text.ts";
import { AllowElsewhere, HeldErasures } from "./sync-decisions.tsx";
import { SyncDevices } from "./sync-devices.tsx";
import { SyncEnding } from "./sync-ending.tsx";
import { SyncState } from "./sync-state.tsx";

interface OnProps {
  report: SyncReport;
  place: NonNullable<SyncReport["place"]>;
  again: () => Promise<void>;
}

export function SyncOn({ report, place, again }: OnProps) {
  return (
    <>
      <SyncState report={report} again={again} onAct={() => {}} />
      <HeldErasures report={report} again={again} />
      <AllowElsewhere report={report} again={again} />
      <SyncDevices devices={report.devices} again={again} />
      <section class="card" aria-labelledby="sync-storage" data-testid="sync-storage">
        <h2 id="sync-storage">{t("sync_storage")}</h2>
        <p>
          <bdi>{placeText(place)}</bdi>
        </p>
        <p class="muted">{t("sync_storage_used", { size: sizeText(report.storedBytes) })}</p>
        <Quarantined files={report.quarantined} />
      </section>
      <LostValues syncedAt={report.lastSyncedAt} />
      <SyncEnding place={place} again={again} />
    </>
  );
}

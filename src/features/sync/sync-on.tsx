// Sync while it is on: state, questions, devices, storage, key, and the ways to end it.
import { useEffect, useState } from "preact/hooks";
import type { SyncReport } from "../../core/commands/sync.ts";
import type { StoreSettings } from "../../core/sync/store-settings.ts";
import { send } from "../../platform/messages/send.ts";
import { openVaultKeys } from "../../platform/vault/vault-keys.ts";
import { t } from "../../ui/messages.ts";
import { complain } from "../../ui/toast.tsx";
import { permitPlace } from "./ask-for-place.ts";
import { attemptSync } from "./attempt-sync.ts";
import { LostValues } from "./lost-values.tsx";
import { placeText } from "./place-text.ts";
import { AllowElsewhere, HeldErasures } from "./sync-decisions.tsx";
import { SyncDevices } from "./sync-devices.tsx";
import { SyncEnding } from "./sync-ending.tsx";
import { OpenNewKey, SyncKeys } from "./sync-keys.tsx";
import type { ProblemAct } from "./sync-problem.ts";
import { SyncState } from "./sync-state.tsx";
import { SyncStorage } from "./sync-storage.tsx";

interface OnProps {
  report: SyncReport;
  place: NonNullable<SyncReport["place"]>;
  again: () => Promise<void>;
}

export function SyncOn({ report, place, again }: OnProps) {
  const settings = useStoreSettings(place);
  const [asked, ask] = useState<ProblemAct | null>(null);
  const act = (chosen: ProblemAct) => {
    if (chosen === "permit" && settings !== null) void permit(settings, again);
    else ask(chosen);
  };
  return (
    <>
      <SyncState report={report} again={again} onAct={act} />
      {report.problem?.code === "new-key" && asked === "new-key" && <OpenNewKey again={again} />}
      <HeldErasures report={report} again={again} />
      <AllowElsewhere report={report} again={again} />
      <SyncDevices devices={report.devices} again={again} />
      <SyncStorage
        key={`${asked} ${place.name}`}
        report={report}
        place={place}
        settings={settings}
        isChanging={asked === "place"}
        again={again}
      />
      <SyncKeys place={placeText(place)} again={again} />
      <LostValues syncedAt={report.lastSyncedAt} />
      <SyncEnding place={place} again={again} />
    </>
  );
}

/** Read before any click, since the browser allows no wait between a click and its question. Null until then. */
function useStoreSettings({ kind, name }: OnProps["place"]): StoreSettings | null {
  const [settings, setSettings] = useState<StoreSettings | null>(null);
  useEffect(() => {
    const reading = openVaultKeys().catch(() => null);
    void reading.then((keys) => setSettings(keys?.settings ?? null));
  }, [kind, name]);
  return settings;
}

async function permit(settings: StoreSettings, again: () => Promise<void>): Promise<void> {
  if (!(await permitPlace(settings))) return complain(t("error_permission_refused"));
  await attemptSync(send("sync-now", {}));
  await again();
}

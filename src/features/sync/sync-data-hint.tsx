// Announces Firefox's question about the data that sync sends, which mentions no encryption and names the developer.
import { useEffect, useState } from "preact/hooks";
import { dataOfStore } from "../../core/sharing/data-kinds.ts";
import type { StoreSettings } from "../../core/sync/store-settings.ts";
import { isAgreed } from "../../platform/browser/data-consent.ts";
import { t } from "../../ui/messages.ts";

/** Shown while Firefox still has to ask. */
export function SyncDataHint({ kind }: { kind: StoreSettings["kind"] }) {
  const [asks, setAsks] = useState(false);
  useEffect(() => void isAgreed(dataOfStore(kind)).then((agreed) => setAsks(!agreed)), [kind]);
  if (!asks) return null;
  return (
    <p class="muted" data-testid="sync-data-hint">
      {t("sync_data_hint")}
    </p>
  );
}

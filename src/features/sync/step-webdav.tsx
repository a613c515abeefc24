// Step: connect a WebDAV storage, and check whether it already holds synced data.
import type { StoreSettings } from "../../core/sync/store-settings.ts";
import { t } from "../../ui/messages.ts";
import { attemptSync } from "./attempt-sync.ts";
import { findVaults } from "./set-up.ts";
import type { SetUpStep, StepProps } from "./set-up-step.ts";
import { StepFrame } from "./step-frame.tsx";
import { NO_FIELDS } from "./webdav-address.ts";
import { WebDavForm } from "./webdav-form.tsx";

export function StepWebDav({ go }: StepProps) {
  return (
    <StepFrame title={t("sync_webdav_title")}>
      <WebDavForm start={NO_FIELDS} onConnected={(settings) => goOn(settings, go)} />
    </StepFrame>
  );
}

/** Goes to the vaults that the place holds, or to a new one. */
export async function goOn(settings: StoreSettings, go: (step: SetUpStep) => void): Promise<void> {
  const vaults = await attemptSync(findVaults(settings));
  if (vaults !== null) go(vaults.length > 0 ? { at: "found", settings, vaults } : { at: "passphrase", settings });
}

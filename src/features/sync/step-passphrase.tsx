// Step: the passphrase of a new vault. Creates the vault in the place.
import type { StoreSettings } from "../../core/sync/store-settings.ts";
import { t } from "../../ui/messages.ts";
import { attemptSync } from "./attempt-sync.ts";
import { PassphraseChoice } from "./passphrase-choice.tsx";
import { createVault } from "./set-up.ts";
import type { StepProps } from "./set-up-step.ts";
import { StepFrame } from "./step-frame.tsx";

export function StepPassphrase({ settings, go }: StepProps & { settings: StoreSettings }) {
  const create = async (passphrase: string | null): Promise<void> => {
    const made = await attemptSync(createVault(settings, passphrase));
    if (made !== null) go({ at: "kit", settings, made });
  };
  return (
    <StepFrame title={t("sync_pass_title")}>
      <PassphraseChoice label={t("sync_continue")} testId="sync-pass-continue" mayBeNone={true} onChosen={create} />
    </StepFrame>
  );
}

// Step: the recovery sheet. Ends only after the user has typed or pasted the code.
import { useState } from "preact/hooks";
import type { StoreSettings } from "../../core/sync/store-settings.ts";
import { t } from "../../ui/messages.ts";
import { attemptSync } from "./attempt-sync.ts";
import { storeName } from "./place-text.ts";
import { RecoverySheet } from "./recovery-sheet.tsx";
import { SecretField } from "./secret-field.tsx";
import { finishVault, type NewVault } from "./set-up.ts";
import type { StepProps } from "./set-up-step.ts";
import { Action, StepFrame, useWork, Working } from "./step-frame.tsx";

export function StepKit({ settings, made, go }: StepProps & { settings: StoreSettings; made: NewVault }) {
  const finish = async (typed: string): Promise<void> => {
    const done = await attemptSync(finishVault(settings, made, typed).then(() => true));
    if (done !== null) go({ at: "device" });
  };
  return (
    <StepFrame title={t("sync_kit_title")}>
      <p>{t("sync_kit_text")}</p>
      <RecoverySheet made={made} place={storeName(settings)} />
      <ConfirmCode onTyped={finish} />
    </StepFrame>
  );
}

/** Field that proves that the user has the code outside this window. */
export function ConfirmCode({ onTyped }: { onTyped: (typed: string) => Promise<unknown> }) {
  const [typed, setTyped] = useState("");
  const { isBusy, run } = useWork();
  return (
    <form class="stack" onSubmit={(event) => event.preventDefault()}>
      <SecretField
        label={t("sync_kit_confirm")}
        value={typed}
        testId="sync-kit-typed"
        isOpen={true}
        onType={setTyped}
      />
      <Action
        label={t("sync_kit_finish")}
        testId="sync-kit-finish"
        disabled={isBusy || typed.trim() === ""}
        onPress={() => run(() => onTyped(typed))}
      />
      <Working isBusy={isBusy} />
    </form>
  );
}

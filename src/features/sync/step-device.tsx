// Last step: the name of this device. Starts to sync.
import { useState } from "preact/hooks";
import { send } from "../../platform/messages/send.ts";
import { TextField } from "../../ui/controls.tsx";
import { t } from "../../ui/messages.ts";
import { attemptSync } from "./attempt-sync.ts";
import { MOST_NAME, suggestedName } from "./device-name.ts";
import { Action, StepFrame, useWork, Working } from "./step-frame.tsx";

export function StepDevice({ onStarted }: { onStarted: () => Promise<void> }) {
  const [typed, setTyped] = useState(() => suggestedName(navigator.userAgent));
  const { isBusy, run } = useWork();
  const name = typed.trim();
  const start = async (): Promise<void> => {
    if ((await attemptSync(send("start-sync", { name }))) !== null) await onStarted();
  };
  return (
    <StepFrame title={t("sync_device_title")}>
      <form class="stack" onSubmit={(event) => event.preventDefault()}>
        <TextField
          label={t("sync_device_label")}
          hint={t("sync_device_hint")}
          value={typed}
          testId="sync-device-name"
          most={MOST_NAME}
          onType={setTyped}
          onSettle={setTyped}
        />
        <Action
          label={t("sync_device_start")}
          testId="sync-device-start"
          disabled={isBusy || name === ""}
          onPress={() => run(start)}
        />
        <Working isBusy={isBusy} text={t("sync_device_starting")} />
      </form>
    </StepFrame>
  );
}

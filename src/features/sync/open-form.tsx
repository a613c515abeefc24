// Form for the passphrase or code that opens synced data.
import { useState } from "preact/hooks";
import { t } from "../../ui/messages.ts";
import { SecretField } from "./secret-field.tsx";
import { Action, useWork, Working } from "./step-frame.tsx";

interface OpenFormProps {
  class: string;
  testId: string;
  openTestId: string;
  open: (secret: string) => Promise<void>;
}

export function OpenForm({ class: look, testId, openTestId, open }: OpenFormProps) {
  const [secret, setSecret] = useState("");
  const { isBusy, run } = useWork();
  return (
    <form class={look} onSubmit={(event) => event.preventDefault()}>
      <SecretField label={t("sync_join_secret")} value={secret} testId={testId} isOpen={true} onType={setSecret} />
      <Action
        label={t("sync_join_open")}
        testId={openTestId}
        disabled={isBusy || secret.trim() === ""}
        onPress={() => run(() => open(secret))}
      />
      <Working isBusy={isBusy} />
    </form>
  );
}

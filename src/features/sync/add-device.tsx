// Adding a device, on one that syncs already: the new device's text, the words that it shows, and the answer to bring
// back.
import { useState } from "preact/hooks";
import { TextField } from "../../ui/controls.tsx";
import { t } from "../../ui/messages.ts";
import { attemptSync } from "./attempt-sync.ts";
import { CarriedText } from "./carried-text.tsx";
import { answerPairing } from "./pair-device.ts";
import { SecretField } from "./secret-field.tsx";
import { Action, useWork, Working } from "./step-frame.tsx";

const MOST_REQUEST = 20_000;

export function AddDevice() {
  const [request, setRequest] = useState("");
  const [words, setWords] = useState("");
  const [secret, setSecret] = useState("");
  const [answer, setAnswer] = useState<string | null>(null);
  const { isBusy, run } = useWork();
  const make = async (): Promise<void> => {
    const made = await attemptSync(answerPairing({ request, words, secret }));
    setAnswer(made?.answer ?? null);
  };
  if (answer !== null)
    return (
      <>
        <p>{t("sync_pair_add_carry")}</p>
        <CarriedText label={t("sync_pair_made")} text={answer} testId="sync-pair-made" />
      </>
    );
  return (
    <form class="stack" onSubmit={(event) => event.preventDefault()}>
      <p>{t("sync_pair_add_text")}</p>
      <TextField
        label={t("sync_pair_add_request")}
        value={request}
        testId="sync-add-request"
        most={MOST_REQUEST}
        rows={4}
        onType={setRequest}
        onSettle={setRequest}
      />
      <TextField
        label={t("sync_pair_add_words")}
        value={words}
        testId="sync-add-words"
        most={200}
        onType={setWords}
        onSettle={setWords}
      />
      <SecretField
        label={t("sync_join_secret")}
        hint={t("sync_pair_add_secret_hint")}
        value={secret}
        testId="sync-add-secret"
        onType={setSecret}
      />
      <Action
        label={t("sync_pair_add_make")}
        testId="sync-add-make"
        disabled={isBusy || [request, words, secret].some((text) => text.trim() === "")}
        onPress={() => run(make)}
      />
      <Working isBusy={isBusy} />
    </form>
  );
}

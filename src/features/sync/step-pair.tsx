// Step on a new device: pairs it with one that syncs already, by a request and an answer.
import { useEffect, useState } from "preact/hooks";
import type { BegunPairing, PairingAnswer } from "../../platform/vault/pairing.ts";
import { TextField } from "../../ui/controls.tsx";
import { t } from "../../ui/messages.ts";
import { complain } from "../../ui/toast.tsx";
import { askForPlace } from "./ask-for-place.ts";
import { attemptSync } from "./attempt-sync.ts";
import { CarriedText } from "./carried-text.tsx";
import { beginPairing, finishPairing, openPairing } from "./pair-device.ts";
import { storeName } from "./place-text.ts";
import type { StepProps } from "./set-up-step.ts";
import { Action, StepFrame, useWork, Working } from "./step-frame.tsx";
import { SyncDataHint } from "./sync-data-hint.tsx";

const MOST_ANSWER = 20_000;

export function StepPair({ go }: StepProps) {
  const [begun, setBegun] = useState<BegunPairing | null>(null);
  const [answer, setAnswer] = useState("");
  const [opened, setOpened] = useState<PairingAnswer | null>(null);
  const { isBusy, run } = useWork();
  useEffect(() => void attemptSync(beginPairing()).then(setBegun), []);
  if (begun === null) return <StepFrame title={t("sync_pair_title")}>{null}</StepFrame>;
  const read = async (): Promise<void> => setOpened(await attemptSync(openPairing(begun, answer)));
  return (
    <StepFrame title={t("sync_pair_title")}>
      <p>{t("sync_pair_ask")}</p>
      <CarriedText label={t("sync_pair_request")} text={begun.request} testId="sync-pair-request" />
      <p>{t("sync_pair_words")}</p>
      <p class="six-words" translate={false} data-testid="sync-pair-words">
        {begun.words.join(" ")}
      </p>
      {opened === null ? (
        <form class="stack" onSubmit={(event) => event.preventDefault()}>
          <TextField
            label={t("sync_pair_answer")}
            hint={t("sync_pair_answer_hint")}
            value={answer}
            testId="sync-pair-answer"
            most={MOST_ANSWER}
            rows={4}
            onType={setAnswer}
            onSettle={setAnswer}
          />
          <Action
            label={t("sync_pair_read")}
            testId="sync-pair-read"
            disabled={isBusy || answer.trim() === ""}
            onPress={() => run(read)}
          />
          <Working isBusy={isBusy} />
        </form>
      ) : (
        <Connect opened={opened} onConnected={() => go({ at: "device" })} />
      )}
    </StepFrame>
  );
}

/** A click of its own, since the browser asks for access to the storage. */
function Connect({ opened, onConnected }: { opened: PairingAnswer; onConnected: () => void }) {
  const { isBusy, run } = useWork();
  const connect = async (): Promise<void> => {
    const settings = await askForPlace(opened.settings);
    if (settings === null) return complain(t("error_permission_refused"));
    if ((await attemptSync(finishPairing({ ...opened, settings }).then(() => true))) !== null) onConnected();
  };
  return (
    <>
      <p role="status" data-testid="sync-pair-opened">
        {t("sync_pair_opened", { place: storeName(opened.settings) })}
      </p>
      <SyncDataHint kind={opened.settings.kind} />
      <Action
        label={t("sync_pair_connect")}
        testId="sync-pair-connect"
        disabled={isBusy}
        onPress={() => run(connect)}
      />
      <Working isBusy={isBusy} />
    </>
  );
}

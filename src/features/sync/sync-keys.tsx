// The key of the synced data: another passphrase, a new key after a device was lost, and opening with the new key of
// another device.
import { useState } from "preact/hooks";
import { send } from "../../platform/messages/send.ts";
import { t } from "../../ui/messages.ts";
import { say } from "../../ui/toast.tsx";
import { attemptSync } from "./attempt-sync.ts";
import { beginRotation, changePassphrase, finishRotation, type NewKey, openNewKey } from "./change-key.ts";
import { OpenForm } from "./open-form.tsx";
import { Opening } from "./opening.tsx";
import { PassphraseChoice } from "./passphrase-choice.tsx";
import { RecoverySheet } from "./recovery-sheet.tsx";
import { SecretField } from "./secret-field.tsx";
import { ConfirmCode } from "./step-kit.tsx";

export function SyncKeys({ place, again }: { place: string; again: () => Promise<void> }) {
  return (
    <section class="card" aria-labelledby="sync-keys">
      <h2 id="sync-keys">{t("sync_keys")}</h2>
      <Opening label={t("sync_keys_passphrase")} testId="sync-passphrase">
        {(close) => <ChangePassphrase close={close} />}
      </Opening>
      <Opening label={t("sync_keys_lost")} testId="sync-lost-device">
        {(close) => <LostDevice place={place} again={again} close={close} />}
      </Opening>
    </section>
  );
}

/** This device's key cannot be read out, so the user types the secret that opens it. */
const PresentSecret = ({ value, onType }: { value: string; onType: (text: string) => void }) => (
  <SecretField label={t("sync_keys_secret")} value={value} testId="sync-present-secret" onType={onType} />
);

function ChangePassphrase({ close }: { close: () => void }) {
  const [secret, setSecret] = useState("");
  const change = async (passphrase: string | null): Promise<void> => {
    if (passphrase === null || (await attemptSync(changePassphrase(secret, passphrase))) === null) return;
    say(t("sync_keys_passphrase_done"));
    close();
  };
  return (
    <>
      <PresentSecret value={secret} onType={setSecret} />
      <PassphraseChoice
        label={t("sync_keys_passphrase_save")}
        testId="sync-passphrase-save"
        mayBeNone={false}
        onChosen={change}
      />
    </>
  );
}

interface LostProps {
  place: string;
  again: () => Promise<void>;
  close: () => void;
}

function LostDevice({ place, again, close }: LostProps) {
  const [secret, setSecret] = useState("");
  const [made, setMade] = useState<NewKey | null>(null);
  const begin = async (passphrase: string | null): Promise<void> =>
    setMade(await attemptSync(beginRotation(secret, passphrase)));
  const finish = async (typed: string): Promise<void> => {
    if (made === null || (await attemptSync(finishRotation(made, typed).then(() => true))) === null) return;
    say(t("sync_keys_lost_done"));
    close();
    await attemptSync(send("sync-now", {}));
    await again();
  };
  if (made !== null)
    return (
      <>
        <p>{t("sync_kit_text")}</p>
        <RecoverySheet made={made} place={place} />
        <ConfirmCode onTyped={finish} />
      </>
    );
  return (
    <>
      <ul class="sentences">
        <li>{t("sync_keys_lost_text")}</li>
        <li>{t("sync_keys_lost_password")}</li>
        <li>{t("sync_keys_lost_others")}</li>
      </ul>
      <PresentSecret value={secret} onType={setSecret} />
      <PassphraseChoice label={t("sync_keys_lost_make")} testId="sync-lost-make" mayBeNone={true} onChosen={begin} />
    </>
  );
}

/** Asks for the new passphrase or code, after another device made a new key. */
export function OpenNewKey({ again }: { again: () => Promise<void> }) {
  const open = async (secret: string): Promise<void> => {
    if ((await attemptSync(openNewKey(secret).then(() => true))) === null) return;
    await attemptSync(send("sync-now", {}));
    await again();
  };
  return <OpenForm class="card asked" testId="sync-new-key" openTestId="sync-new-key-open" open={open} />;
}

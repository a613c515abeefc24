// Choice of a passphrase: six random words, an own one that is hard to guess, or none.
import { useEffect, useState } from "preact/hooks";
import { newPassphrase } from "../../platform/vault/passphrase.ts";
import { type PassphraseWeakness, passphraseWeakness } from "../../platform/vault/passphrase-strength.ts";
import { Fold, Switch } from "../../ui/controls.tsx";
import { t } from "../../ui/messages.ts";
import { useRested } from "../../ui/rested.ts";
import { SecretField } from "./secret-field.tsx";
import { Action, useWork, Working } from "./step-frame.tsx";

interface ChoiceProps {
  label: string;
  testId: string;
  /** Offers a vault without a wrapped key in the storage. */
  mayBeNone: boolean;
  onChosen: (passphrase: string | null) => Promise<unknown>;
}

export function PassphraseChoice({ label, testId, mayBeNone, onChosen }: ChoiceProps) {
  const [words, setWords] = useState("");
  const [own, setOwn] = useState<string | null>(null);
  const [none, setNone] = useState(false);
  const { isBusy, run } = useWork();
  const weakness = useWeakness(own ?? "");
  const draw = () => void newPassphrase().then(setWords);
  useEffect(draw, []);
  const chosen = none ? null : (own ?? words);
  const isReady = chosen === null || (own === null ? words !== "" : weakness === null);
  return (
    <form class="stack" onSubmit={(event) => event.preventDefault()}>
      {!none && own === null && <Words words={words} draw={draw} onOwn={() => setOwn("")} />}
      {!none && own !== null && (
        <>
          <SecretField
            label={t("sync_pass_own_label")}
            hint={t("sync_pass_own_hint")}
            value={own}
            testId="sync-pass-own-text"
            onType={setOwn}
          />
          {own !== "" && weakness !== undefined && (
            <p role="status" data-testid="sync-pass-strength" data-weakness={weakness ?? "none"}>
              {weakness === null ? t("sync_pass_good") : WEAK[weakness]()}
            </p>
          )}
          <button type="button" class="link start" data-testid="sync-pass-made" onClick={() => setOwn(null)}>
            {t("sync_pass_made")}
          </button>
        </>
      )}
      {mayBeNone && (
        <Fold summary={t("sync_pass_advanced")} testId="sync-pass-advanced">
          <Switch
            label={t("sync_pass_none")}
            detail={t("sync_pass_none_text")}
            checked={none}
            testId="sync-pass-none"
            onToggle={setNone}
          />
        </Fold>
      )}
      <Action label={label} testId={testId} disabled={isBusy || !isReady} onPress={() => run(() => onChosen(chosen))} />
      <Working isBusy={isBusy} />
    </form>
  );
}

const WEAK: Readonly<Record<PassphraseWeakness, () => string>> = {
  short: () => t("sync_weak_short"),
  common: () => t("sync_weak_common"),
  guessable: () => t("sync_weak_guessable"),
};

function Words({ words, draw, onOwn }: { words: string; draw: () => void; onOwn: () => void }) {
  return (
    <>
      <p>{t("sync_pass_text")}</p>
      <p class="six-words" translate={false} data-testid="sync-pass-words">
        {words}
      </p>
      <div class="row">
        <button type="button" data-testid="sync-pass-again" onClick={draw}>
          {t("sync_pass_again")}
        </button>
        <button type="button" data-testid="sync-pass-own" onClick={onOwn}>
          {t("sync_pass_own")}
        </button>
      </div>
    </>
  );
}

const REST_MILLISECONDS = 300;

/** Null if the passphrase is good enough; undefined until it was checked. */
function useWeakness(typed: string): PassphraseWeakness | null | undefined {
  const rested = useRested(typed, REST_MILLISECONDS);
  const [seen, setSeen] = useState<{ text: string; weakness: PassphraseWeakness | null } | null>(null);
  useEffect(() => {
    void passphraseWeakness(rested).then((weakness) => setSeen({ text: rested, weakness }));
  }, [rested]);
  return seen !== null && seen.text === typed ? seen.weakness : undefined;
}

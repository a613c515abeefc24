// Steps: synced data that the place already holds, to join or to ignore; and the secret that opens it.
import type { StoreSettings } from "../../core/sync/store-settings.ts";
import { t } from "../../ui/messages.ts";
import { attemptSync } from "./attempt-sync.ts";
import { OpenForm } from "./open-form.tsx";
import { joinVault } from "./set-up.ts";
import type { StepProps } from "./set-up-step.ts";
import { StepFrame } from "./step-frame.tsx";

interface FoundProps extends StepProps {
  settings: StoreSettings;
  vaults: readonly string[];
}

export function StepFound({ settings, vaults, go }: FoundProps) {
  return (
    <StepFrame title={t("sync_found_title")}>
      <p>{t("sync_found_text")}</p>
      <div class="row">
        {vaults.map((vault, index) => (
          <button
            key={vault}
            type="button"
            class={index === 0 ? "primary" : ""}
            data-testid="sync-found-join"
            data-vault={vault}
            onClick={() => go({ at: "join", settings, vault })}
          >
            {vaults.length === 1 ? t("sync_found_join") : t("sync_found_join_nth", { number: index + 1 })}
          </button>
        ))}
        <button type="button" data-testid="sync-found-new" onClick={() => go({ at: "passphrase", settings })}>
          {t("sync_found_new")}
        </button>
      </div>
    </StepFrame>
  );
}

interface JoinProps extends StepProps {
  settings: StoreSettings;
  vault: string;
}

export function StepJoin({ settings, vault, go }: JoinProps) {
  const open = async (secret: string): Promise<void> => {
    const joined = await attemptSync(joinVault(settings, vault, secret).then(() => true));
    if (joined !== null) go({ at: "device" });
  };
  return (
    <StepFrame title={t("sync_join_title")}>
      <p>{t("sync_join_text")}</p>
      <OpenForm class="stack" testId="sync-join-secret" openTestId="sync-join-open" open={open} />
      <button type="button" class="link start" data-testid="sync-join-pair" onClick={() => go({ at: "pair" })}>
        {t("sync_join_pair")}
      </button>
    </StepFrame>
  );
}

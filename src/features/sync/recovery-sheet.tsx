// Recovery sheet: passphrase, recovery code and its picture, on the screen and on paper.
import { clock, instantOf } from "../../platform/clock.ts";
import { qrOf } from "../../platform/vault/qr-code.ts";
import { groupedRecoveryCode, keyFileText } from "../../platform/vault/recovery.ts";
import { copyText } from "../../ui/copy-text.ts";
import { moment } from "../../ui/formats.ts";
import { t } from "../../ui/messages.ts";
import { useOnce } from "../../ui/once.ts";
import { saveFile } from "../../ui/save-file.ts";
import { complain, say } from "../../ui/toast.tsx";
import type { NewVault } from "./set-up.ts";

interface SheetProps {
  made: NewVault;
  /** Name of the storage. */
  place: string;
}

export function RecoverySheet({ made, place }: SheetProps) {
  const { passphrase, recoveryCode, vault } = made;
  const save = useOnce(async () => {
    saveFile(`regards-${vault}.txt`, new Blob([keyFileText(vault, recoveryCode)]));
    return true;
  });
  return (
    <>
      <div class="recovery-sheet" data-testid="sync-sheet">
        <div class="stack">
          <h3>{t("sync_kit_heading")}</h3>
          <p class="muted">{t("sync_kit_made", { date: moment(instantOf(clock.now()), "date"), place })}</p>
          {passphrase !== null && (
            <>
              <h4>{t("sync_kit_passphrase")}</h4>
              <p class="six-words" translate={false} data-testid="sync-sheet-passphrase">
                {passphrase}
              </p>
            </>
          )}
          <h4>{t("sync_kit_code")}</h4>
          <p class="code" translate={false} data-testid="sync-sheet-code">
            {groupedRecoveryCode(recoveryCode)}
          </p>
          <p>{t("sync_kit_use")}</p>
        </div>
        <QrPicture text={recoveryCode} label={t("sync_kit_qr")} />
      </div>
      <div class="row">
        <button type="button" data-testid="sync-sheet-print" onClick={() => window.print()}>
          {t("sync_kit_print")}
        </button>
        <button type="button" data-testid="sync-sheet-save" onClick={() => void save()}>
          {t("sync_kit_save")}
        </button>
        <button type="button" data-testid="sync-sheet-copy" onClick={() => void copy(recoveryCode)}>
          {t("sync_kit_copy")}
        </button>
      </div>
    </>
  );
}

/** Dark on light in every colour scheme: scanners need it. */
export function QrPicture({ text, label }: { text: string; label: string }) {
  const { size, path } = qrOf(text);
  return (
    <svg class="qr" role="img" aria-label={label} viewBox={`0 0 ${size} ${size}`}>
      <path d={path} />
    </svg>
  );
}

export async function copy(text: string): Promise<void> {
  if (await copyText(text)) say(t("sync_copied"));
  else complain(t("sync_not_copied"));
}

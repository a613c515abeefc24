// Steps: the browser's own sync, with the tables that it holds; and a folder on this computer.
import { pickFolder } from "../../platform/remote/folder-handle.ts";
import { t } from "../../ui/messages.ts";
import { complain } from "../../ui/toast.tsx";
import { askForPlace } from "./ask-for-place.ts";
import type { StepProps } from "./set-up-step.ts";
import { Action, StepFrame, useWork, Working } from "./step-frame.tsx";
import { goOn } from "./step-webdav.tsx";
import { SyncDataHint } from "./sync-data-hint.tsx";

export function StepBrowser({ go }: StepProps) {
  const { isBusy, run } = useWork();
  const choose = async (): Promise<void> => {
    const settings = await askForPlace({ kind: "browser" });
    if (settings === null) complain(t("error_permission_refused"));
    else await goOn(settings, go);
  };
  return (
    <StepFrame title={t("sync_browser_title")}>
      <ul class="sentences">
        <li>{t("sync_browser_holds")}</li>
        <li>{t("sync_browser_holds_not")}</li>
        <li>{t("sync_browser_needs")}</li>
      </ul>
      <SyncDataHint kind="browser" />
      <Action label={t("sync_continue")} testId="sync-browser-continue" disabled={isBusy} onPress={() => run(choose)} />
    </StepFrame>
  );
}

export function StepFolder({ go }: StepProps) {
  const { isBusy, run } = useWork();
  const choose = async (): Promise<void> => {
    // First in the click, since the browser shows its dialog only in the click itself. Null if the user closed it.
    const settings = await pickFolder();
    if (settings !== null) await goOn(settings, go);
  };
  return (
    <StepFrame title={t("sync_folder_title")}>
      <p>{t("sync_folder_text")}</p>
      <p>{t("sync_folder_window")}</p>
      <Action
        label={t("sync_folder_choose")}
        testId="sync-folder-choose"
        disabled={isBusy}
        onPress={() => run(choose)}
      />
      <Working isBusy={isBusy} />
    </StepFrame>
  );
}

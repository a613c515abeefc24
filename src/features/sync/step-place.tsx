// First step: the place of the synced data, or another browser that already has one.
import { isFolderPossible } from "../../platform/remote/folder-handle.ts";
import { t } from "../../ui/messages.ts";
import type { SetUpStep, StepProps } from "./set-up-step.ts";
import { StepFrame } from "./step-frame.tsx";

export function StepPlace({ go }: StepProps) {
  const hasFolders = isFolderPossible();
  return (
    <StepFrame title={t("sync_where_title")}>
      <p>{t("sync_where_text")}</p>
      <ul class="stack">
        <Choice at="webdav" title={t("sync_where_webdav")} text={t("sync_where_webdav_text")} go={go} />
        {hasFolders && <Choice at="folder" title={t("sync_where_folder")} text={t("sync_where_folder_text")} go={go} />}
        <Choice at="browser" title={t("sync_where_browser")} text={t("sync_where_browser_text")} go={go} />
        <Choice at="pair" title={t("sync_where_pair")} text={t("sync_where_pair_text")} go={go} />
      </ul>
      {!hasFolders && <p class="muted">{t("sync_where_folder_no")}</p>}
    </StepFrame>
  );
}

interface ChoiceProps extends StepProps {
  at: SetUpStep["at"] & ("webdav" | "folder" | "browser" | "pair");
  title: string;
  text: string;
}

const Choice = ({ at, title, text, go }: ChoiceProps) => (
  <li>
    <button type="button" class="choice" data-testid={`sync-where-${at}`} onClick={() => go({ at })}>
      <strong>{title}</strong>
      <span class="muted">{text}</span>
    </button>
  </li>
);

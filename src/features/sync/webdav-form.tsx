// Form of a WebDAV storage: fields by provider, the browser's permission in the click, and the probe's verdict.
import { useState } from "preact/hooks";
import type { WebDavSettings } from "../../core/sync/store-settings.ts";
import { createFolder } from "../../platform/remote/create-folder.ts";
import { requestPlacePermission } from "../../platform/remote/permission.ts";
import { type ProbeVerdict, probeWebDav } from "../../platform/remote/probe.ts";
import { t } from "../../ui/messages.ts";
import { attemptSync } from "./attempt-sync.ts";
import { PROBES } from "./probe-text.ts";
import { Action, useWork, Working } from "./step-frame.tsx";
import { SyncDataHint } from "./sync-data-hint.tsx";
import { isComplete, type WebDavFields, webDavSettings } from "./webdav-address.ts";
import { WebDavInputs } from "./webdav-inputs.tsx";

interface FormProps {
  start: WebDavFields;
  onConnected: (settings: WebDavSettings) => Promise<unknown>;
}

export function WebDavForm({ start, onConnected }: FormProps) {
  const [fields, setFields] = useState(start);
  const [verdict, setVerdict] = useState<ProbeVerdict | null>(null);
  const [isInsecure, setInsecure] = useState(false);
  const { isBusy, run } = useWork();
  const change = (changed: Partial<WebDavFields>) => {
    setFields((before) => ({ ...before, ...changed }));
    setVerdict(null);
    setInsecure(false);
  };
  const settingsOf = (insecure = isInsecure): WebDavSettings => ({
    ...webDavSettings(fields),
    ...(insecure ? { insecure } : {}),
  });
  const tryOut = async (settings: WebDavSettings): Promise<void> => {
    const found = await attemptSync(probeWebDav(settings));
    setVerdict(found);
    if (found?.code === "ok") await onConnected({ ...settings, address: found.address });
  };
  const connect = (settings: WebDavSettings) =>
    run(async () => {
      // First in the click, since the browser refuses the question after any wait. The probe reports a refusal.
      await requestPlacePermission(settings.address).catch(() => false);
      await tryOut(settings);
    });
  const allowInsecure = () => {
    connect(settingsOf(true));
    setInsecure(true);
  };
  const create = (address: string) =>
    run(async () => {
      const settings = { ...settingsOf(), address };
      if ((await attemptSync(createFolder(settings).then(() => true))) === true) await tryOut(settings);
    });
  return (
    <form class="stack" onSubmit={(event) => event.preventDefault()}>
      <WebDavInputs fields={fields} change={change} />
      {verdict !== null && verdict.code !== "ok" && (
        <div class="card asked" role="alert" data-testid="sync-verdict" data-verdict={verdict.code}>
          <p>{t(PROBES[verdict.code].text)}</p>
          <p>{t(PROBES[verdict.code].next)}</p>
          {verdict.code === "no-folder" && (
            <button
              type="button"
              class="start"
              data-testid="sync-webdav-create"
              onClick={() => create(verdict.address)}
            >
              {t("sync_webdav_create")}
            </button>
          )}
          {verdict.code === "confirm-insecure" && (
            <button type="button" class="start" data-testid="sync-webdav-insecure" onClick={allowInsecure}>
              {t("sync_webdav_insecure")}
            </button>
          )}
        </div>
      )}
      <SyncDataHint kind="webdav" />
      <Action
        label={t("sync_webdav_connect")}
        testId="sync-webdav-connect"
        disabled={isBusy || !isComplete(fields)}
        onPress={() => connect(settingsOf())}
      />
      <Working isBusy={isBusy} text={t("sync_webdav_trying")} />
    </form>
  );
}

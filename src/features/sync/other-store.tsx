// Another storage, or another password for the same one.
import { useState } from "preact/hooks";
import type { StoreSettings } from "../../core/sync/store-settings.ts";
import { send } from "../../platform/messages/send.ts";
import { isFolderPossible, pickFolder } from "../../platform/remote/folder-handle.ts";
import { Select } from "../../ui/controls.tsx";
import { t } from "../../ui/messages.ts";
import { complain, say } from "../../ui/toast.tsx";
import { askForPlace } from "./ask-for-place.ts";
import { attemptSync } from "./attempt-sync.ts";
import { changeStore } from "./change-store.ts";
import { Action, useWork, Working } from "./step-frame.tsx";
import { SyncDataHint } from "./sync-data-hint.tsx";
import { NO_FIELDS, OWN_SERVER, type WebDavFields } from "./webdav-address.ts";
import { WebDavForm } from "./webdav-form.tsx";

interface ChangeProps {
  /** The current ones. */
  settings: StoreSettings;
  again: () => Promise<void>;
  close: () => void;
}

export function ChangeStore({ settings, again, close }: ChangeProps) {
  const [kind, setKind] = useState<StoreSettings["kind"]>(settings.kind);
  const { isBusy, run } = useWork();
  const change = async (chosen: StoreSettings | null): Promise<void> => {
    const changed = chosen === null ? null : await attemptSync(changeStore(chosen));
    if (changed === null) return;
    say(t(changed.hasPassphrase ? "sync_storage_changed" : "sync_storage_no_passphrase"));
    // A place without our data gets all rows of this device.
    await attemptSync(changed.created ? send("renew-vault", {}) : send("sync-now", {}));
    close();
    await again();
  };
  const chooseBrowser = async (): Promise<void> => {
    const chosen = await askForPlace({ kind: "browser" });
    if (chosen === null) complain(t("error_permission_refused"));
    await change(chosen);
  };
  const options = [
    { value: "webdav" as const, label: t("sync_where_webdav") },
    ...(isFolderPossible() ? [{ value: "folder" as const, label: t("sync_where_folder") }] : []),
    { value: "browser" as const, label: t("sync_where_browser") },
  ];
  return (
    <>
      <Select label={t("sync_storage")} value={kind} options={options} testId="sync-change-kind" onPick={setKind} />
      {kind === "webdav" && <WebDavForm start={fieldsOf(settings)} onConnected={change} />}
      {kind === "folder" && (
        <Action
          label={t("sync_folder_choose")}
          testId="sync-folder-choose"
          disabled={isBusy}
          onPress={() => run(async () => change(await pickFolder()))}
        />
      )}
      {kind === "browser" && (
        <>
          <p>{t("sync_browser_holds_not")}</p>
          <SyncDataHint kind="browser" />
          <Action
            label={t("sync_continue")}
            testId="sync-browser-continue"
            disabled={isBusy}
            onPress={() => run(chooseBrowser)}
          />
        </>
      )}
      {kind !== "webdav" && <Working isBusy={isBusy} />}
    </>
  );
}

/** The user types the password anew, since the stored one is never shown. */
const fieldsOf = (settings: StoreSettings): WebDavFields =>
  settings.kind === "webdav"
    ? { ...NO_FIELDS, provider: OWN_SERVER, address: settings.address, user: settings.user }
    : NO_FIELDS;

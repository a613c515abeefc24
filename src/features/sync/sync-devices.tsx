// The devices that sync: names, last seen, renaming of this one and forgetting of others.
import { useState } from "preact/hooks";
import type { SyncDevice } from "../../core/commands/sync.ts";
import { send } from "../../platform/messages/send.ts";
import { confirm } from "../../ui/confirm.tsx";
import { TextField } from "../../ui/controls.tsx";
import { t } from "../../ui/messages.ts";
import { useOnce } from "../../ui/once.ts";
import { attempt } from "../../ui/refusals.ts";
import { say } from "../../ui/toast.tsx";
import { AddDevice } from "./add-device.tsx";
import { MOST_NAME } from "./device-name.ts";
import { Opening } from "./opening.tsx";
import { deviceText, seenText } from "./sync-text.ts";

interface DevicesProps {
  devices: readonly SyncDevice[];
  again: () => Promise<void>;
}

export function SyncDevices({ devices, again }: DevicesProps) {
  const known = [...devices].sort((one, other) => Number(other.own) - Number(one.own));
  return (
    <section class="card" aria-labelledby="sync-devices">
      <h2 id="sync-devices">{t("sync_devices")}</h2>
      <ul class="entries">
        {known.map((device) => (
          <li key={device.id} class="entry" data-testid="sync-device" data-device={device.id}>
            <div class="entry-body">
              <span>
                <bdi>
                  <strong>{deviceText(device)}</strong>
                </bdi>{" "}
                {device.own && <span class="badge">{t("sync_device_this")}</span>}
              </span>
              <small class="muted">{seenText(device)}</small>
              {device.own && <Rename device={device} again={again} />}
            </div>
            {!device.own && !device.forgotten && (
              <button
                type="button"
                aria-label={t("sync_device_forget", { device: deviceText(device) })}
                data-testid="sync-forget"
                onClick={() => void forget(device, again)}
              >
                {t("sync_forget_yes")}
              </button>
            )}
          </li>
        ))}
      </ul>
      <Opening label={t("sync_pair_add")} testId="sync-add">
        {() => <AddDevice />}
      </Opening>
    </section>
  );
}

function Rename({ device, again }: { device: SyncDevice; again: () => Promise<void> }) {
  const [typed, setTyped] = useState<string | null>(null);
  const name = typed?.trim() ?? "";
  const save = useOnce(async () => {
    if (name === "" || (await attempt(send("name-device", { name }))) === null) return false;
    say(t("sync_device_named"));
    setTyped(null);
    await again();
    return true;
  });
  if (typed === null)
    return (
      <button type="button" class="link start" data-testid="sync-rename" onClick={() => setTyped(device.name)}>
        {t("sync_device_rename")}
      </button>
    );
  return (
    <form
      class="row field-add"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <TextField
        label={t("sync_device_label")}
        value={typed}
        testId="sync-name"
        most={MOST_NAME}
        onType={setTyped}
        onSettle={setTyped}
      />
      <button type="submit" data-testid="sync-name-save">
        {t("sync_device_save")}
      </button>
    </form>
  );
}

async function forget(device: SyncDevice, again: () => Promise<void>): Promise<void> {
  const yes = await confirm({
    title: t("sync_forget_title", { device: deviceText(device) }),
    lines: [t("sync_forget_keeps"), t("sync_forget_can")],
    yes: t("sync_forget_yes"),
    no: t("rule_discard"),
  });
  if (!yes || (await attempt(send("forget-device", { device: device.id }))) === null) return;
  say(t("sync_forgotten"));
  await again();
}

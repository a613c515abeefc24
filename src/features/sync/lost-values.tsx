// Changes that a later one replaced, with "restore this"; and files in the storage that could not be used.
import { useEffect, useState } from "preact/hooks";
import type { LostValue, SyncReport } from "../../core/commands/sync.ts";
import type { VaultFaultCode } from "../../core/sync/vault-codec.ts";
import { send } from "../../platform/messages/send.ts";
import { confirmDisclosure } from "../../ui/confirm-disclosure.ts";
import { Fold } from "../../ui/controls.tsx";
import { moment } from "../../ui/formats.ts";
import { Guard } from "../../ui/guard.tsx";
import { type MessageKey, plural, t } from "../../ui/messages.ts";
import { attempt } from "../../ui/refusals.ts";
import { sayWithUndo } from "../../ui/undo.ts";
import { deviceText } from "./sync-text.ts";

const THINGS: Readonly<Record<string, MessageKey>> = {
  companies: "sync_thing_companies",
  rules: "sync_thing_rules",
  layers: "sync_thing_layers",
  plans: "sync_thing_plans",
  grants: "sync_thing_grants",
  feelings: "sync_thing_feelings",
  events: "sync_thing_events",
  profiles: "sync_thing_profiles",
};

/** `syncedAt`: reads again after each sync. */
export function LostValues({ syncedAt }: { syncedAt: number | null }) {
  const [lost, setLost] = useState<readonly LostValue[]>([]);
  const read = async () => setLost((await attempt(send("read-lost-values", {}))) ?? []);
  useEffect(() => void read(), [syncedAt]);
  const restore = async (n: number) => {
    const restored = await confirmDisclosure((confirmed) => attempt(send("restore-lost-value", { n, confirmed })));
    if (restored !== null) sayWithUndo(t("sync_lost_restored"), restored.batch, () => void read());
    await read();
  };
  if (lost.length === 0) return null;
  return (
    <section class="card" aria-labelledby="sync-lost" data-testid="sync-lost">
      <h2 id="sync-lost">{t("sync_lost_title")}</h2>
      <p>{t("sync_lost_text")}</p>
      <ul class="entries">
        {lost.map((value) => (
          <Guard key={value.n}>
            <li class="entry wraps" data-testid="sync-lost-value">
              <div class="entry-body">
                <bdi class="note">{valueText(value.value)}</bdi>
                <small class="muted">{originText(value)}</small>
              </div>
              <button type="button" data-testid="sync-lost-restore" onClick={() => void restore(value.n)}>
                {t("sync_lost_restore")}
              </button>
            </li>
          </Guard>
        ))}
      </ul>
    </section>
  );
}

const MOST_CHARACTERS = 300;

function valueText(value: unknown): string {
  if (value === null || value === undefined || value === "") return t("sync_lost_empty");
  const text = plainText(value);
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;
}

/** Lists and settings without brackets: `from: 17:30 · to: 19:30`. */
function plainText(value: unknown): string {
  if (Array.isArray(value)) return value.map(plainText).join(", ");
  if (typeof value !== "object" || value === null) return String(value);
  return Object.entries(value)
    .map(([name, part]) => `${name}: ${plainText(part)}`)
    .join(" · ");
}

const originText = ({ table, field, at, device }: LostValue): string =>
  t("sync_lost_from", {
    thing: t(THINGS[table] ?? "sync_thing_entry"),
    field,
    date: moment(new Date(at).toISOString()),
    device: deviceText({ name: device }),
  });

const REASONS: Readonly<Record<VaultFaultCode, MessageKey>> = {
  unreadable: "sync_file_unreadable",
  forged: "sync_file_forged",
  misplaced: "sync_file_misplaced",
  newer: "sync_file_newer",
};

export function Quarantined({ files }: { files: SyncReport["quarantined"] }) {
  if (files.length === 0) return null;
  return (
    <Fold summary={plural("sync_files", files.length)} testId="sync-files">
      <p>{t("sync_files_text")}</p>
      <ul class="entries">
        {files.map(({ file, code }) => (
          <li key={file} class="entry" data-testid="sync-file" data-code={code}>
            <div class="entry-body">
              <bdi>{file}</bdi>
              <small class="muted">{t(REASONS[code])}</small>
            </div>
          </li>
        ))}
      </ul>
    </Fold>
  );
}

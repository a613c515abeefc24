// Recovery screen for a record that is lost, unreadable, or incomplete. Explains it and waits for the user's choice.
import { useEffect, useState } from "preact/hooks";
import type { HealthReport } from "../../core/commands/my-data.ts";
import { send } from "../../platform/messages/send.ts";
import { findSnapshots, type Snapshot } from "../../record/snapshot.ts";
import { moment } from "../../ui/formats.ts";
import { plural, t } from "../../ui/messages.ts";
import { attempt } from "../../ui/refusals.ts";
import { saveFile } from "../../ui/save-file.ts";
import { say } from "../../ui/toast.tsx";
import { pausedText } from "./paused-text.ts";

export function Recovery({ report, onRecovered }: { report: HealthReport; onRecovered: () => void }) {
  const { health, snapshotTakenAt } = report;
  const recover = async (from: "snapshot" | "nothing") => {
    const restored = await attempt(send("restore-record", { from }));
    if (restored === null) return;
    const brought = [plural("imported", restored.rows), ...pausedText(restored.paused)].join(" ");
    say(from === "snapshot" ? brought : t("recovery_started_again"));
    // The record may have moved to another database, which this window has not opened.
    if (health === "unreadable") location.reload();
    onRecovered();
  };
  return (
    <section class="stack card asked" data-testid="recovery" data-health={health}>
      <h1>{t(health === "partly-lost" ? "recovery_partly_title" : "record_lost_title")}</h1>
      <p>{t(health === "partly-lost" ? "recovery_partly_text" : "recovery_text")}</p>
      {snapshotTakenAt !== null && (
        <button
          type="button"
          class="primary start"
          data-testid="restore-snapshot"
          onClick={() => void recover("snapshot")}
        >
          {t("restore_snapshot", { date: moment(new Date(snapshotTakenAt).toISOString()) })}
        </button>
      )}
      {snapshotTakenAt === null && <p>{t("recovery_no_snapshot")}</p>}
      <button type="button" class="start" data-testid="start-again" onClick={() => void recover("nothing")}>
        {t(health === "partly-lost" ? "recovery_accept" : "recovery_start_again")}
      </button>
      <Copies />
      <p class="muted">{t("recovery_import_hint")}</p>
    </section>
  );
}

const dateOf = (copy: Snapshot): string => moment(new Date(copy.lastModified).toISOString());

/** Saves each daily copy as a file, which the user keeps whatever choice follows. */
function Copies() {
  const [copies, setCopies] = useState<readonly Snapshot[]>([]);
  useEffect(() => void findSnapshots().then(setCopies), []);
  return copies.map((copy) => (
    <button
      key={copy.name}
      type="button"
      class="start"
      data-testid="save-copy"
      onClick={() => saveFile(`regards-${new Date(copy.lastModified).toISOString().slice(0, 10)}.json`, copy)}
    >
      {t("recovery_save_copy", { date: dateOf(copy) })}
    </button>
  ));
}

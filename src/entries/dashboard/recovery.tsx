// The record is gone, unreadable, or shorter than it was: say so, and let the person choose. Nothing happens by itself.
import type { HealthReport } from "../../features/my-data/recover-record.ts";
import { send } from "../../platform/send.ts";
import { moment, plural, t } from "../../ui/messages.ts";
import { attempt } from "../../ui/refusals.ts";
import { say } from "../../ui/toast.tsx";

export function Recovery({ report, onRecovered }: { report: HealthReport; onRecovered: () => void }) {
  const { health, snapshotTakenAt } = report;
  const recover = async (from: "snapshot" | "nothing") => {
    const restored = await attempt(send<{ rows: number }>("restore-record", { from }));
    if (restored === null) return;
    say(from === "snapshot" ? plural("imported", restored.rows) : t("recovery_started_again"));
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
      <p class="muted">{t("recovery_import_hint")}</p>
    </section>
  );
}

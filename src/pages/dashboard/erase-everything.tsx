// Erasing everything on this device: a question, then ten seconds for Undo, then no way back.
import { useEffect, useState } from "preact/hooks";
import { send } from "../../platform/messages/send.ts";
import { forgetAppearance } from "../../platform/storage/appearance.ts";
import { readSyncStatus } from "../../record/sync-status.ts";
import { useLive } from "../../ui/live.ts";
import { plural, t } from "../../ui/messages.ts";
import { useOnce } from "../../ui/once.ts";
import { attempt } from "../../ui/refusals.ts";
import { exportFile } from "./my-data.tsx";

const SECONDS = 10;

/** Erases after ten seconds. Undo, or closing the window, cancels. */
export function EraseEverything() {
  const [left, setLeft] = useState<number | null>(null);
  const [asking, setAsking] = useState(false);
  const exportFirst = useOnce(exportFile);
  const isSynced = useLive(readSyncStatus, [], console.warn) != null;
  useEffect(() => {
    if (left === null) return;
    if (left > 0) {
      const timer = setTimeout(() => setLeft(left - 1), 1000);
      return () => clearTimeout(timer);
    }
    setLeft(null);
    void attempt(send("erase-everything", {})).then((done) => {
      if (done === null) return;
      forgetAppearance();
      // The reload drops everything that this window has cached.
      location.replace("#/erased");
      location.reload();
    });
  }, [left]);
  return (
    <section class="card" aria-labelledby="erase">
      <h2 id="erase">{t("erase_title")}</h2>
      {left !== null && (
        <div class="row" role="status" data-testid="erasing">
          <strong>{plural("erasing", left)}</strong>
          <button
            type="button"
            class="primary"
            aria-label={t("undo_of", { what: t("erase_title") })}
            data-testid="erase-undo"
            onClick={() => setLeft(null)}
          >
            {t("undo")}
          </button>
        </div>
      )}
      {left === null && !asking && (
        <button type="button" class="danger start" data-testid="erase" onClick={() => setAsking(true)}>
          {t("erase")}
        </button>
      )}
      {left === null && asking && (
        <div class="stack">
          <p>{t("erase_text")}</p>
          <p>
            <strong>{t(isSynced ? "erase_synced" : "erase_sure")}</strong>
          </p>
          <div class="row">
            <button type="button" data-testid="erase-export" onClick={() => void exportFirst()}>
              {t("erase_export_first")}
            </button>
            <button
              type="button"
              class="danger"
              data-testid="erase-confirm"
              onClick={() => {
                setAsking(false);
                setLeft(SECONDS);
              }}
            >
              {t("erase_confirm")}
            </button>
            <button type="button" data-testid="erase-cancel" onClick={() => setAsking(false)}>
              {t("rule_discard")}
            </button>
          </div>
        </div>
      )}
    </section>
  );
}

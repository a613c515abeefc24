// Settings: appearance and language of this device, and erasing everything.
import { useEffect, useState } from "preact/hooks";
import { GpcSettings } from "../../features/gpc/gpc-settings.tsx";
import { NoticeSettings } from "../../features/notice/notice-settings.tsx";
import { SyncSettings } from "../../features/sync/sync-settings.tsx";
import { send } from "../../platform/messages/send.ts";
import {
  type Appearance,
  forgetAppearance,
  keepAppearance,
  readAppearance,
} from "../../platform/storage/appearance.ts";
import { Select } from "../../ui/controls.tsx";
import { LANGUAGES, ownLanguageName, plural, t } from "../../ui/messages.ts";
import { useOnce } from "../../ui/once.ts";
import { attempt } from "../../ui/refusals.ts";
import { Shortcut } from "../shortcut.tsx";
import { showAppearance } from "../window.ts";
import { exportFile } from "./my-data.tsx";
import { ReminderSettings } from "./reminder-settings.tsx";

export function SettingsPage() {
  const appearance = readAppearance();
  const change = (changed: Partial<Appearance>) => {
    keepAppearance(changed);
    void showAppearance();
  };
  return (
    <div class="stack wide">
      <h1>{t("nav_settings")}</h1>
      <section class="card" aria-labelledby="looks">
        <h2 id="looks">{t("settings_looks")}</h2>
        <Select
          label={t("settings_language")}
          value={appearance.language}
          options={[
            { value: "auto", label: t("language_auto") },
            ...LANGUAGES.map((value) => ({ value, label: ownLanguageName(value) })),
          ]}
          testId="language"
          onPick={(language) => change({ language })}
        />
        <Select
          label={t("settings_theme")}
          value={appearance.theme}
          options={(["auto", "light", "dark"] as const).map((value) => ({ value, label: t(`theme_${value}`) }))}
          testId="theme"
          onPick={(theme) => change({ theme })}
        />
      </section>
      <section class="card" aria-labelledby="shortcut">
        <h2 id="shortcut">{t("settings_shortcut")}</h2>
        <Shortcut />
      </section>
      <ReminderSettings />
      <NoticeSettings />
      <GpcSettings />
      <section class="card" aria-labelledby="storage">
        <h2 id="storage">{t("settings_storage")}</h2>
        <p>{t("settings_storage_text")}</p>
      </section>
      <SyncSettings />
      <Erase />
    </div>
  );
}

const SECONDS = 10;

/** Erases after ten seconds. Undo, or closing the window, cancels. */
function Erase() {
  const [left, setLeft] = useState<number | null>(null);
  const [asking, setAsking] = useState(false);
  const exportFirst = useOnce(exportFile);
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
      // The reload drops everything that this window still caches.
      location.replace("#/erased");
      location.reload();
    });
  }, [left]);
  return (
    <section class="card" aria-labelledby="erase">
      <h2 id="erase">{t("erase_title")}</h2>
      <p>{t("erase_text")}</p>
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
          <p>
            <strong>{t("erase_sure")}</strong>
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

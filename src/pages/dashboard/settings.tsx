// Settings: a row for each, with its explanation in a fold. Settings that act without the user are off by default.
import type { ComponentChildren } from "preact";
import { GpcSettings } from "../../features/gpc/gpc-settings.tsx";
import { NoticeSettings } from "../../features/notice/notice-settings.tsx";
import { SyncSettings } from "../../features/sync/sync-settings.tsx";
import { type Appearance, keepAppearance, readAppearance } from "../../platform/storage/appearance.ts";
import { Select } from "../../ui/controls.tsx";
import { ownLanguageName } from "../../ui/formats.ts";
import { LANGUAGES } from "../../ui/locale.ts";
import { t } from "../../ui/messages.ts";
import { SettingRow } from "../../ui/setting.tsx";
import { Shortcut } from "../shortcut.tsx";
import { showAppearance } from "../window.ts";
import { EraseEverything } from "./erase-everything.tsx";
import { ReminderSettings } from "./reminder-settings.tsx";

export const SettingsPage = () => (
  <div class="stack wide settings">
    <h1>{t("nav_settings")}</h1>
    <Group id="by-itself" title={t("settings_by_itself")} text={t("settings_by_itself_access")}>
      <ReminderSettings />
      <NoticeSettings />
      <GpcSettings />
    </Group>
    <Looks />
    <Group id="this-device" title={t("settings_device")}>
      <SettingRow name={t("settings_shortcut")} handle="shortcut">
        <div class="row apart">
          <Shortcut />
        </div>
      </SettingRow>
      <SyncSettings />
      <SettingRow name={t("settings_stored")} handle="stored" how={[t("settings_storage_text")]}>
        <p>{t("settings_stored")}</p>
      </SettingRow>
    </Group>
    <EraseEverything />
  </div>
);

function Group(props: { id: string; title: string; text?: string; children: ComponentChildren }) {
  return (
    <section class="card" aria-labelledby={props.id}>
      <h2 id={props.id}>{props.title}</h2>
      {props.text !== undefined && <p class="muted">{props.text}</p>}
      <ul class="card-rows">{props.children}</ul>
    </section>
  );
}

function Looks() {
  const appearance = readAppearance();
  const change = (changed: Partial<Appearance>) => {
    keepAppearance(changed);
    void showAppearance();
  };
  return (
    <Group id="looks" title={t("settings_looks")}>
      <SettingRow name={t("settings_language")} handle="language">
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
      </SettingRow>
      <SettingRow name={t("settings_theme")} handle="theme">
        <Select
          label={t("settings_theme")}
          value={appearance.theme}
          options={(["auto", "light", "dark"] as const).map((value) => ({ value, label: t(`theme_${value}`) }))}
          testId="theme"
          onPick={(theme) => change({ theme })}
        />
      </SettingRow>
    </Group>
  );
}

// What I want from every company, unless I said something else for one.
import { LayerFieldsForm } from "../../features/preferences/layer-fields.tsx";
import { RuleList } from "../../features/preferences/rule-list.tsx";
import { readLayer, readTimeZone, rulesOfLayer } from "../../platform/record.ts";
import { send } from "../../platform/send.ts";
import { Select } from "../../ui/controls.tsx";
import { useLive } from "../../ui/live.ts";
import { t } from "../../ui/messages.ts";
import { attempt } from "../../ui/refusals.ts";

const read = async () => ({
  layer: await readLayer("base"),
  rules: await rulesOfLayer("base"),
  timeZone: await readTimeZone(),
});

export function PreferencesPage() {
  const known = useLive(read, []);
  if (known === undefined) return <h1>{t("nav_preferences")}</h1>;
  const { rules: _rules, ...fields } = known.layer;
  return (
    <div class="stack wide">
      <h1>{t("nav_preferences")}</h1>
      <p class="muted">{t("preferences_text")}</p>
      <section class="stack" aria-labelledby="reach">
        <h2 id="reach">{t("preferences_reach")}</h2>
        <RuleList layer="base" rules={known.rules} />
      </section>
      <section class="stack" aria-labelledby="treat">
        <h2 id="treat">{t("preferences_treat")}</h2>
        <LayerFieldsForm layer="base" fields={fields} />
        <Select
          label={t("time_zone")}
          value={known.timeZone}
          options={zones(known.timeZone)}
          testId="time-zone"
          onPick={(timeZone) => void attempt(send("edit-profile", { timeZone }))}
        />
      </section>
    </div>
  );
}

const zones = (current: string) =>
  [...new Set([current, ...Intl.supportedValuesOf("timeZone")])].map((zone) => ({
    value: zone,
    label: zone.replaceAll("_", " "),
  }));

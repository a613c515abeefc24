// What I want from every company, or from every company of one kind, unless I said something else for one.
import { SECTORS } from "../../core/preference.ts";
import { LayerFieldsForm } from "../../features/preferences/layer-fields.tsx";
import { ResetLayer } from "../../features/preferences/reset-layer.tsx";
import { RuleList } from "../../features/preferences/rule-list.tsx";
import { isTimeZoneKnown, readLayer, readTimeZone, readTopics, rulesOfLayer } from "../../platform/record.ts";
import { send } from "../../platform/send.ts";
import { Select } from "../../ui/controls.tsx";
import { useLive } from "../../ui/live.ts";
import { t, word } from "../../ui/messages.ts";
import { attempt } from "../../ui/refusals.ts";

const read = async (layer: string) => ({
  layer: await readLayer(layer),
  rules: await rulesOfLayer(layer),
  topics: await readTopics(),
  timeZone: await readTimeZone(),
  zoneKnown: await isTimeZoneKnown(),
});

export function PreferencesPage({ sector }: { sector: string | undefined }) {
  const id = SECTORS.find((one) => one === sector) === undefined ? "base" : `sector:${sector}`;
  const known = useLive(() => read(id), [id]);
  if (known === undefined) return <h1>{t("nav_preferences")}</h1>;
  const { rules: _rules, ...fields } = known.layer;
  return (
    <div class="stack wide" key={id}>
      <h1>{t("nav_preferences")}</h1>
      <Select
        label={t("preferences_for")}
        value={id === "base" ? "" : (sector ?? "")}
        options={[
          { value: "", label: t("preferences_all") },
          ...SECTORS.map((value) => ({ value, label: word("sector", value) })),
        ]}
        testId="preferences-for"
        onPick={(picked) => {
          location.hash = picked === "" ? "#/preferences" : `#/preferences/${picked}`;
        }}
      />
      <p class="muted">{t(id === "base" ? "preferences_text" : "sector_rules_text")}</p>
      <section class="stack" aria-labelledby="reach">
        <h2 id="reach">{t("preferences_reach")}</h2>
        <RuleList layer={id} rules={known.rules} quiet={fields.quiet} topics={known.topics} />
      </section>
      <section class="stack" aria-labelledby="treat">
        <h2 id="treat">{t("preferences_treat")}</h2>
        <LayerFieldsForm layer={id} fields={fields} />
        {id === "base" ? <TimeZone current={known.timeZone} known={known.zoneKnown} /> : <ResetLayer layer={id} />}
      </section>
    </div>
  );
}

function TimeZone({ current, known }: { current: string; known: boolean }) {
  const choose = known ? [] : [{ value: "", label: t("time_zone_choose") }];
  return (
    <>
      <Select
        label={t("time_zone")}
        value={known ? current : ""}
        options={[...choose, ...zones(current)]}
        testId="time-zone"
        onPick={(timeZone) => timeZone !== "" && void attempt(send("edit-profile", { timeZone }))}
      />
      {!known && (
        <p class="card asked" data-testid="time-zone-unknown">
          {t("time_zone_unknown", { zone: current.replaceAll("_", " ") })}
        </p>
      )}
    </>
  );
}

const zones = (current: string) =>
  [...new Set([current, ...Intl.supportedValuesOf("timeZone")])].map((zone) => ({
    value: zone,
    label: zone.replaceAll("_", " "),
  }));

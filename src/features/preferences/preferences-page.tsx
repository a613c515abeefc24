// Page of the general preferences, or of those for one sector.
import { type Layers, mergeFields } from "../../core/preferences/layers.ts";
import { holdInForce } from "../../core/preferences/resolution.ts";
import { localDate } from "../../platform/clock.ts";
import { send } from "../../platform/messages/send.ts";
import { isTimeZoneKnown, readLayer, readTimeZone, readTopics, rulesOfLayer } from "../../record/read-record.ts";
import { SECTORS } from "../../signal/sectors.ts";
import { Select } from "../../ui/controls.tsx";
import { useLive } from "../../ui/live.ts";
import { t, word } from "../../ui/messages.ts";
import { useOwnValue } from "../../ui/own-edits.ts";
import { attempt } from "../../ui/refusals.ts";
import { LayerCard } from "./card/layer-card.tsx";
import { HoldControl } from "./hold.tsx";
import { LayerFieldsForm } from "./layer-fields.tsx";
import { ResetLayer } from "./reset-layer.tsx";

async function read(layer: string) {
  const timeZone = await readTimeZone();
  const under: Layers = layer === "base" ? {} : { base: await readLayer("base") };
  return {
    id: layer,
    layer: await readLayer(layer),
    under,
    rules: await rulesOfLayer(layer),
    topics: await readTopics(),
    timeZone,
    zoneKnown: await isTimeZoneKnown(),
    today: localDate(timeZone),
  };
}

export function PreferencesPage({ sector }: { sector: string | undefined }) {
  const id = SECTORS.find((one) => one === sector) === undefined ? "base" : `sector:${sector}`;
  const known = useLive(() => read(id), [id]);
  return (
    <div class="stack wide">
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
      {/* Until the chosen layer is read, an edit would be stored there with values of the layer before. */}
      {known?.id === id && <LayerPage key={id} known={known} sector={sector ?? ""} />}
    </div>
  );
}

function LayerPage({ known, sector }: { known: Awaited<ReturnType<typeof read>>; sector: string }) {
  const { id, under, today } = known;
  const { rules: _rules, ...fields } = known.layer;
  return (
    <>
      <p class="muted">{t(id === "base" ? "preferences_text" : "sector_rules_text")}</p>
      <section class="stack" aria-labelledby="reach">
        <h2 id="reach">{t("preferences_reach")}</h2>
        <HoldControl
          layer={id}
          hold={holdInForce(fields, today)}
          general={holdInForce(under.base, today)}
          today={today}
        />
        <LayerCard
          layer={id}
          rules={known.rules}
          topics={known.topics}
          names={{ base: "", sector: word("sector", sector), company: "" }}
          {...{ fields, under, today }}
        />
      </section>
      <section class="stack" aria-labelledby="treat">
        <h2 id="treat">{t("preferences_treat")}</h2>
        <LayerFieldsForm
          key={id}
          layer={id}
          general={id === "base" ? undefined : mergeFields(under)}
          {...{ fields, today }}
        />
        {id === "base" ? <TimeZone current={known.timeZone} known={known.zoneKnown} /> : <ResetLayer layer={id} />}
      </section>
    </>
  );
}

function TimeZone(props: { current: string; known: boolean }) {
  const stored = props.known ? props.current : "";
  const [picked, pick] = useOwnValue(
    stored,
    async (timeZone) => (await attempt(send("edit-profile", { timeZone }))) !== null,
  );
  const known = picked !== "";
  const current = known ? picked : props.current;
  const choose = known ? [] : [{ value: "", label: t("time_zone_choose") }];
  return (
    <div class="card">
      <Select
        label={t("time_zone")}
        value={picked}
        options={[...choose, ...zones(current)]}
        testId="time-zone"
        onPick={(timeZone) => timeZone !== "" && void pick(timeZone)}
      />
      {!known && (
        <p class="card asked" data-testid="time-zone-unknown">
          {t("time_zone_unknown", { zone: current.replaceAll("_", " ") })}
        </p>
      )}
    </div>
  );
}

const zones = (current: string) =>
  [...new Set([current, ...Intl.supportedValuesOf("timeZone")])].map((zone) => ({
    value: zone,
    label: zone.replaceAll("_", " "),
  }));

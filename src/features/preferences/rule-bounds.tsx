// Bounds of a permitted contact: channels in order, limit, hours, digest, urgent.
import { useState } from "preact/hooks";
import type { ContactRule } from "../../core/preferences/preference.ts";
import { PERIODS, type Period } from "../../signal/vocabulary.ts";
import { ChannelSelects } from "../../ui/channel-selects.tsx";
import { Select, Switch } from "../../ui/controls.tsx";
import { plural, t } from "../../ui/messages.ts";
import { isSameWindows, WINDOW_PRESETS } from "./rule-presets.ts";
import { windowText } from "./rule-sentence.ts";
import { WindowChoice } from "./window-list.tsx";

export type ChangeRule = (fields: { [K in keyof ContactRule]?: ContactRule[K] | undefined }) => void;

const LIMITS: readonly [number, Period][] = PERIODS.flatMap((per) =>
  [1, 2, 3, 4, 6, 12].map((max): [number, Period] => [max, per]),
);

export function Bounds({ rule, onChange }: { rule: ContactRule; onChange: ChangeRule }) {
  const [own, setOwn] = useState(false);
  const limit = rule.limit === undefined ? "" : `${rule.limit.max} ${rule.limit.per}`;
  const limits: typeof LIMITS =
    LIMITS.some(([max, per]) => `${max} ${per}` === limit) || rule.limit === undefined
      ? LIMITS
      : [...LIMITS, [rule.limit.max, rule.limit.per]];
  return (
    <>
      <ChannelSelects
        label={t("rule_via_label")}
        via={rule.via ?? []}
        testId="rule-via"
        onChange={(via) => onChange({ via: via.length === 0 ? undefined : via })}
      />
      <Select
        label={t("rule_limit_label")}
        value={limit}
        options={[
          { value: "", label: t("limit_none") },
          ...limits.map(([max, per]) => ({ value: `${max} ${per}`, label: plural(`limit_${per}`, max) })),
        ]}
        testId="rule-limit"
        onPick={(picked) => {
          const [max, per] = limits.find((one) => one.join(" ") === picked) ?? [];
          onChange({ limit: max === undefined || per === undefined ? undefined : { max, per } });
        }}
      />
      <WindowChoice
        label={t("rule_when_label")}
        none={t("when_any")}
        presets={WINDOW_PRESETS}
        textOf={windowText}
        windows={rule.when}
        chosen={WINDOW_PRESETS.findIndex((windows) => isSameWindows(windows, rule.when))}
        own={own}
        testId="rule-when"
        onOwn={setOwn}
        onChange={(when) => onChange({ when: when?.length ? when : undefined })}
      />
      <Switch
        label={t("rule_digest_label")}
        checked={rule.digest === true}
        testId="rule-digest"
        onToggle={(digest) => onChange({ digest: digest ? true : undefined })}
      />
      <Switch
        label={t("rule_urgent_label")}
        checked={rule.urgent === true}
        testId="rule-urgent"
        onToggle={(urgent) => onChange({ urgent: urgent ? true : undefined })}
      />
    </>
  );
}

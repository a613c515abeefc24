// The period in which a rule applies: usual snoozes, or dates of one's own.
import { useState } from "preact/hooks";
import type { ContactRule } from "../../core/preferences/preference.ts";
import { Select } from "../../ui/controls.tsx";
import { DateSelect } from "../../ui/date-select.tsx";
import { t } from "../../ui/messages.ts";
import type { ChangeRule } from "./rule-bounds.tsx";
import { untilOptions } from "./rule-presets.ts";

const YEARS_AHEAD = 10;

export function RulePeriod({ rule, today, onChange }: { rule: ContactRule; today: string; onChange: ChangeRule }) {
  const year = Number(today.slice(0, 4));
  const offered = untilOptions(today);
  const [ownUntil, setOwnUntil] = useState(
    rule.until !== undefined && !offered.some(({ value }) => value === rule.until),
  );
  const [ownFrom, setOwnFrom] = useState(rule.from !== undefined);
  return (
    <>
      <Select
        label={t("rule_until_label")}
        value={ownUntil ? "own" : (rule.until ?? "")}
        options={[...offered, { value: "own", label: t("until_own") }]}
        testId="rule-until"
        onPick={(until) => {
          setOwnUntil(until === "own");
          if (until !== "own") onChange({ until: until === "" ? undefined : until });
        }}
      />
      {ownUntil && (
        <DateSelect
          label={t("until_date")}
          value={rule.until}
          testId="rule-until"
          first={year}
          last={year + YEARS_AHEAD}
          onPick={(until) => onChange({ until })}
        />
      )}
      <Select
        label={t("rule_from_label")}
        value={ownFrom ? "own" : ""}
        options={[
          { value: "", label: t("from_now") },
          { value: "own", label: t("from_own") },
        ]}
        testId="rule-from"
        onPick={(picked) => {
          setOwnFrom(picked === "own");
          if (picked === "") onChange({ from: undefined });
        }}
      />
      {ownFrom && (
        <DateSelect
          label={t("from_date")}
          value={rule.from}
          testId="rule-from"
          first={year}
          last={year + YEARS_AHEAD}
          onPick={(from) => onChange({ from })}
        />
      )}
    </>
  );
}

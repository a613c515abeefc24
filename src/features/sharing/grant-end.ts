// The end of a permission: never, or after a usual span, as instants.
import { DAY_MILLISECONDS } from "../../core/time/durations.ts";
import { clock } from "../../platform/clock.ts";
import type { Option } from "../../ui/controls.tsx";
import { moment } from "../../ui/formats.ts";
import { t } from "../../ui/messages.ts";

const SPANS = [
  [30, "grant_until_month"],
  [90, "grant_until_quarter"],
  [365, "grant_until_year"],
] as const;

/** Whole days from today, so that the options stay the same while the page is open. */
export function endOptions(current: string | undefined): Option[] {
  const today = Math.floor(clock.now() / DAY_MILLISECONDS) * DAY_MILLISECONDS;
  const offered = SPANS.map(([days, key]) => ({
    value: `${new Date(today + (days + 1) * DAY_MILLISECONDS).toISOString().slice(0, 19)}Z`,
    label: t(key),
  }));
  const other = current === undefined || offered.some(({ value }) => value === current);
  return [
    { value: "", label: t("grant_until_open") },
    ...offered,
    ...(other ? [] : [{ value: current, label: t("rule_until", { date: moment(current, "date") }) }]),
  ];
}

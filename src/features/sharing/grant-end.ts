// Choices for the end of a grant: never, or after a usual span, as instants.
import { clock } from "../../platform/clock.ts";
import type { Option } from "../../ui/controls.tsx";
import { moment, t } from "../../ui/messages.ts";

const SPANS = [
  [30, "grant_until_month"],
  [90, "grant_until_quarter"],
  [365, "grant_until_year"],
] as const;
const DAY = 86_400_000;

/** Whole days from today, so that the options stay the same while the page is open. */
export function endOptions(current: string | undefined): Option[] {
  const today = Math.floor(clock.now() / DAY) * DAY;
  const offered = SPANS.map(([days, key]) => ({
    value: `${new Date(today + (days + 1) * DAY).toISOString().slice(0, 19)}Z`,
    label: t(key),
  }));
  const other = current === undefined || offered.some(({ value }) => value === current);
  return [
    { value: "", label: t("grant_until_open") },
    ...offered,
    ...(other ? [] : [{ value: current, label: t("rule_until", { date: moment(current, "date") }) }]),
  ];
}

// Preset hours and end dates. The editor shows a rule's own other values as one more option.

import { canonical } from "../../core/record/change.ts";
import { DAY_MILLISECONDS } from "../../core/time/durations.ts";
import type { TimeWindow } from "../../signal/time-window.ts";
import { DAYS } from "../../signal/vocabulary.ts";
import type { Option } from "../../ui/controls.tsx";
import { t } from "../../ui/messages.ts";

const WORKDAYS = DAYS.slice(0, 5);
const WEEKEND = DAYS.slice(5);

export const WINDOW_PRESETS: TimeWindow[][] = [
  [{ days: WORKDAYS, from: "09:00", to: "17:00" }],
  [{ days: WORKDAYS, from: "12:00", to: "14:00" }],
  [{ days: WORKDAYS, from: "17:30", to: "19:30" }],
  [{ days: [...DAYS], from: "18:00", to: "20:00" }],
  [{ days: WEEKEND, from: "10:00", to: "18:00" }],
  [{ days: ["sa"], from: "08:00", to: "11:00" }],
];

export const QUIET_PRESETS: TimeWindow[][] = [
  [{ days: [...DAYS], from: "21:00", to: "08:00" }],
  [{ days: [...DAYS], from: "20:00", to: "09:00" }],
  [{ days: [...DAYS], from: "22:00", to: "07:00" }],
  [
    { days: WORKDAYS, from: "18:00", to: "09:00" },
    { days: WEEKEND, from: "00:00", to: "23:59" },
  ],
];

export const isSameWindows = (
  one: readonly TimeWindow[] | undefined,
  other: readonly TimeWindow[] | undefined,
): boolean => canonical(one) === canonical(other);

const MONDAY = 1;

/** "Until Monday" ends with the Sunday before it; "for 30 days" and "until the end of the year" as dates. */
export function untilOptions(today: string): Option[] {
  const after = (days: number) =>
    new Date(Date.parse(`${today}T00:00:00Z`) + days * DAY_MILLISECONDS).toISOString().slice(0, 10);
  const weekdayToday = new Date(`${today}T00:00:00Z`).getUTCDay();
  const untilMonday = (MONDAY - weekdayToday + 7) % 7 || 7;
  const offered = [
    { value: "", label: t("until_open") },
    { value: after(untilMonday - 1), label: t("until_monday") },
    { value: after(7), label: t("until_week") },
    { value: after(30), label: t("until_month") },
    { value: after(90), label: t("until_quarter") },
    { value: `${today.slice(0, 4)}-12-31`, label: t("until_year") },
  ];
  return offered.filter(({ value }, index) => offered.findIndex((other) => other.value === value) === index);
}

// Durations in milliseconds. A day here is 24 hours: local days, which daylight saving makes longer or shorter, are dates
// (calendar.ts).
export const MINUTE_MILLISECONDS = 60_000;
export const HOUR_MILLISECONDS = 60 * MINUTE_MILLISECONDS;
export const DAY_MILLISECONDS = 24 * HOUR_MILLISECONDS;

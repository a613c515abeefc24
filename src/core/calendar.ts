// Calendar dates of full and reduced precision: 2027, 2027-05, 2027-05-31. Knows no clock and no time zone.

const DAY_MILLISECONDS = 86_400_000;

const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** 2027 → 2027-01-01, 2027-05 → 2027-05-01; for a day that no calendar has, the first that it has after it. */
export function firstDay(date: string): string {
  const day = (date + "-01-01".slice(date.length - 4)).slice(0, 10);
  return Number(day.slice(8)) > daysIn(Number(day.slice(0, 4)), Number(day.slice(5, 7))) ? dayAfter(day) : day;
}

/** 2027 → 2027-12-31, 2027-05 → 2027-05-31; for a day that no calendar has, the last that it has before it. */
export const lastDay = (date: string): string => addDays(dayAfter(date), -1);

/** The first day on which a date is over: 2027 → 2028-01-01, 2027-05 → 2027-06-01. */
export function dayAfter(date: string): string {
  const [year = 1970, month, day] = date.split("-").map(Number);
  const next =
    month === undefined
      ? new Date(Date.UTC(year + 1, 0, 1))
      : day === undefined
        ? new Date(Date.UTC(year, month, 1))
        : new Date(Date.UTC(year, month - 1, Math.min(day, daysIn(year, month)) + 1));
  return next.toISOString().slice(0, 10);
}

/** A full date so many days later. */
export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MILLISECONDS).toISOString().slice(0, 10);

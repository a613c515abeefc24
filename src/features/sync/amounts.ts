// Numbers, sizes and spans of time in the interface's language. A page shows few of them, so formats are not cached.
import { currentLocale } from "../../ui/locale.ts";

export const wholeNumber = (amount: number): string => new Intl.NumberFormat(currentLocale()).format(amount);

const UNITS = [
  ["kilobyte", 1e3],
  ["megabyte", 1e6],
  ["gigabyte", 1e9],
] as const;

/** A size in bytes: 412 kB, 3.1 MB. Less than a kilobyte is shown as one. */
export function sizeText(bytes: number): string {
  const [unit, factor] = UNITS.findLast(([, least]) => bytes >= least) ?? UNITS[0];
  const maximumFractionDigits = unit === "kilobyte" ? 0 : 1;
  const format = new Intl.NumberFormat(currentLocale(), { style: "unit", unit, maximumFractionDigits });
  return format.format(bytes === 0 ? 0 : Math.max(1, bytes / factor));
}

const SPANS = [
  ["minute", 60_000],
  ["hour", 3_600_000],
  ["day", 86_400_000],
] as const;

/** Time since a moment, in its largest whole unit: "2 minutes ago", "yesterday". */
export function spanText(milliseconds: number): string {
  const [unit, span] = SPANS.findLast(([, least]) => milliseconds >= least) ?? SPANS[0];
  const format = new Intl.RelativeTimeFormat(currentLocale(), { numeric: "auto" });
  return format.format(-Math.floor(milliseconds / span), unit);
}

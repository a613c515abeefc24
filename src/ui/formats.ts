// Formats of dates, numbers, lists and names in the interface's locale, and the order of names.
import { currentLocale } from "./locale.ts";

/** Memoises by locale and options: creating a formatter costs more than a hundred uses, and a list formats a hundred dates. */
function memoise<Options, Format>(create: (locale: string, options: Options) => Format): (options: Options) => Format {
  const formats = new Map<string, Format>();
  return (options) => {
    const key = `${currentLocale()} ${JSON.stringify(options)}`;
    const format = formats.get(key) ?? create(currentLocale(), options);
    formats.set(key, format);
    return format;
  };
}

const dates = memoise((tag, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(tag, options));
export const numbers = memoise((tag, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(tag, options));
export const plurals = memoise((tag, options: Intl.PluralRulesOptions) => new Intl.PluralRules(tag, options));
const lists = memoise((tag, options: Intl.ListFormatOptions) => new Intl.ListFormat(tag, options));
const names = memoise((tag, options: Intl.DisplayNamesOptions) => new Intl.DisplayNames(tag, options));

/** Formats a date of full or reduced precision: 2027, 2027-05, 2027-05-01. Returns other text unchanged. */
export function date(text: string): string {
  const precision: Intl.DateTimeFormatOptions =
    text.length === 4
      ? { year: "numeric" }
      : text.length === 7
        ? { year: "numeric", month: "long" }
        : { year: "numeric", month: "short", day: "numeric" };
  const day = new Date(`${text}${text.length === 4 ? "-01" : ""}`);
  return Number.isNaN(day.getTime()) ? text : dates({ ...precision, timeZone: "UTC" }).format(day);
}

/** The day of the month and the short name of the month, for a tile that shows them separately. Null for other text. */
export function dayAndMonth(text: string): { day: string; month: string } | null {
  const at = new Date(text);
  if (Number.isNaN(at.getTime())) return null;
  const part = (options: Intl.DateTimeFormatOptions) => dates({ ...options, timeZone: "UTC" }).format(at);
  return { day: part({ day: "numeric" }), month: part({ month: "short" }) };
}

/** Time zone of instants: the user's, which all counts use; the device's until the profile is loaded. */
let shownZone: { timeZone?: string } = {};

export function showTimesIn(timeZone: string): void {
  try {
    new Intl.DateTimeFormat("en", { timeZone });
    shownZone = { timeZone };
  } catch {
    shownZone = {};
  }
}

/** Formats an ISO instant in the user's time zone. Returns other text unchanged. */
export const moment = (instant: string, style: "date" | "time" | "both" = "both"): string =>
  instantText(instant, {
    ...(style === "time" ? {} : { dateStyle: "medium" }),
    ...(style === "date" ? {} : { timeStyle: "short" }),
  });

export const month = (instant: string): string => instantText(instant, { year: "numeric", month: "long" });

function instantText(instant: string, options: Intl.DateTimeFormatOptions): string {
  const at = new Date(instant);
  return Number.isNaN(at.getTime()) ? instant : dates({ ...options, ...shownZone }).format(at);
}

/** Short weekday name. 0 is Monday. */
export const weekday = (index: number): string =>
  dates({ weekday: "short", timeZone: "UTC" }).format(new Date(Date.UTC(2024, 0, 1 + index)));

/** Name of a language, or the tag itself. */
export const languageName = (tag: string): string => nameOf("language", tag);

/** Name of a language in itself ("Français", "Nederlands"), for readers who do not understand the current one. */
export function ownLanguageName(tag: string): string {
  const name = new Intl.DisplayNames(tag, { type: "language" }).of(tag) ?? tag;
  return name.charAt(0).toLocaleUpperCase(tag) + name.slice(1);
}

/** Intl throws for an invalid code. */
function nameOf(type: Intl.DisplayNamesType, code: string): string {
  try {
    return names({ type, fallback: "code" }).of(code) ?? code;
  } catch {
    return code;
  }
}

/** Month name. 0 is January. */
export const monthName = (index: number): string =>
  dates({ month: "long", timeZone: "UTC" }).format(new Date(Date.UTC(2024, index, 1)));

/** Settings of Switzerland and Liechtenstein separate columns by semicolons, though their decimal sign is a point. */
const SEMICOLON_REGIONS = ["CH", "LI"];

/**
 * True if spreadsheets of this language's region expect semicolons between columns: the decimal sign is a comma, or the
 * region is one of SEMICOLON_REGIONS.
 */
export function expectsSemicolons(): boolean {
  const decimal = numbers({})
    .formatToParts(1.5)
    .find(({ type }) => type === "decimal");
  return decimal?.value === "," || SEMICOLON_REGIONS.includes(new Intl.Locale(currentLocale()).region ?? "");
}

/** Whole amounts have no decimals: £500, £499.50. */
export const money = (amount: number, currency: string): string =>
  numbers({
    style: "currency",
    currency,
    ...(Number.isInteger(amount) ? { minimumFractionDigits: 0 } : {}),
  }).format(amount);

/** A length of time such as P90D as text; other text unchanged. */
export function lengthOfTime(period: string): string {
  const [, count = "", letter = ""] = /^P(\d{1,3})([DWMY])$/.exec(period) ?? [];
  const unit = { D: "day", W: "week", M: "month", Y: "year" }[letter];
  return unit === undefined ? period : numbers({ style: "unit", unit, unitDisplay: "long" }).format(Number(count));
}

/** Name of an ISO 3166 country, or the code itself. */
export const countryName = (code: string): string => nameOf("region", code);

export const list = (items: readonly string[], type: "conjunction" | "disjunction" = "conjunction"): string =>
  lists({ type }).format(items);

let collator = { locale: "en", compare: new Intl.Collator("en").compare };

/** Compares in the interface's language. Caches the collator: lists sort up to ten thousand names. */
export function compare(one: string, other: string): number {
  const locale = currentLocale();
  if (collator.locale !== locale) collator = { locale, compare: new Intl.Collator(locale).compare };
  return collator.compare(one, other);
}

// Texts of the interface, from public/_locales. The browser's own i18n has no plurals and cannot switch at run time.
import type english from "../../public/_locales/en/messages.json";
import { languageTag } from "./language-tag.ts";
import { syncTextFiles, textFiles } from "./text-files.ts";

export type MessageKey = keyof typeof english;
type PluralKey = MessageKey extends infer K ? (K extends `${infer Stem}_other` ? Stem : never) : never;
export type Values = Readonly<Record<string, string | number>>;

export const LANGUAGES = ["en", "de", "fr", "es", "nl"] as const;
export type Language = (typeof LANGUAGES)[number];

/** For tests: accented, longer English, and the same from right to left. */
const PSEUDO: readonly string[] = ["en-XA", "ar-XB"];
const isPseudo = (chosen: string): boolean => PSEUDO.includes(chosen);

type Loaders = Record<Language, () => Promise<{ default: Record<string, string> }>>;

let texts: Record<string, string> = {};
let tagOfTexts = "en";
let hasSyncTexts = false;
let locale = "en";

/** Memoises by locale and options: creating a formatter costs more than a hundred uses, and a list formats a hundred dates. */
function memoise<Options, Format>(create: (locale: string, options: Options) => Format): (options: Options) => Format {
  const formats = new Map<string, Format>();
  return (options) => {
    const key = `${locale} ${JSON.stringify(options)}`;
    const format = formats.get(key) ?? create(locale, options);
    formats.set(key, format);
    return format;
  };
}

const dates = memoise((tag, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(tag, options));
const numbers = memoise((tag, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(tag, options));
const plurals = memoise((tag, options: Intl.PluralRulesOptions) => new Intl.PluralRules(tag, options));
const lists = memoise((tag, options: Intl.ListFormatOptions) => new Intl.ListFormat(tag, options));
const names = memoise((tag, options: Intl.DisplayNamesOptions) => new Intl.DisplayNames(tag, options));

/** Texts of further languages, for letters in a language other than the interface's. */
const loaded = new Map<Language, Record<string, string>>();

/** Language to show: the chosen one, else the first of the browser's that is translated, else English. */
export function languageFor(chosen: string, preferred: readonly string[]): string {
  if (isPseudo(chosen)) return chosen;
  const wanted = chosen === "auto" ? preferred : [chosen];
  const tags = wanted.flatMap((tag) => languageTag(tag) ?? []);
  return tags.find((tag) => languageOf(tag) !== undefined) ?? "en";
}

const languageOf = (tag: string): Language | undefined => LANGUAGES.find((known) => tag.split("-")[0] === known);

async function load(from: Loaders, tag: string): Promise<Record<string, string>> {
  const own = (await from[languageOf(tag) ?? "en"]()).default;
  return isPseudo(tag) ? (await import("./pseudo.ts")).pseudoTexts(own) : own;
}

/** Loads the texts before the first paint and sets the document's language and direction. */
export async function loadMessages(chosen: string): Promise<void> {
  tagOfTexts = languageFor(chosen, []);
  const pseudo = isPseudo(tagOfTexts);
  texts = await load(textFiles, tagOfTexts);
  if (hasSyncTexts) await addSyncTexts();
  locale = pseudo ? "en" : tagOfTexts;
  document.documentElement.lang = pseudo ? "en" : (languageOf(tagOfTexts) ?? "en");
  document.documentElement.dir = tagOfTexts === "ar-XB" ? "rtl" : "ltr";
}

/** Adds the texts of the page about sync, in this language and in each that is chosen later. */
export async function addSyncTexts(): Promise<void> {
  const added = await load(syncTextFiles, tagOfTexts);
  texts = { ...texts, ...added };
  hasSyncTexts = true;
}

/** Loads a language for `inLanguage`. */
export async function prepareLanguage(language: Language): Promise<void> {
  loaded.set(language, (await textFiles[language]()).default);
}

/** Language of the interface's texts, without its region. */
export const currentLanguage = (): Language => languageOf(locale) ?? "en";

/**
 * Returns the result of `write`, with every text, date and list in a language that `prepareLanguage` loaded. `write` must
 * be synchronous: components that render during an await would use that language too.
 */
export function inLanguage<T>(language: Language, write: () => T): T {
  const prepared = loaded.get(language);
  if (prepared === undefined) throw new Error(`${language} was not prepared`);
  const [ownTexts, ownLocale] = [texts, locale];
  // Keeps the date format of the user's region if it speaks the same language.
  [texts, locale] = [prepared, languageOf(ownLocale) === language ? ownLocale : language];
  try {
    return write();
  } finally {
    [texts, locale] = [ownTexts, ownLocale];
  }
}

/** The text of a key with its `{values}`. Returns the key itself if the text is missing, so that nothing is silently empty. */
export const t = (key: MessageKey, values: Values = {}): string => filled(key, values);

const filled = (key: string, values: Values): string =>
  (texts[key] ?? key).replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));

/** `key_one`, `key_other` … by the language's plural rule, with a formatted `{count}`. */
export function plural(key: PluralKey, count: number, values: Values = {}): string {
  const form = plurals({}).select(count);
  const chosen = `${key}_${form}` in texts ? `${key}_${form}` : `${key}_other`;
  return filled(chosen, { count: numbers({}).format(count), ...values });
}

/** Text of a vocabulary word, such as `kind_offers`. A test compares the keys with the vocabularies. */
export const word = (group: string, id: string): string => texts[`${group}_${id.replaceAll("-", "_")}`] ?? id;

export const list = (items: readonly string[], type: "conjunction" | "disjunction" = "conjunction"): string =>
  lists({ type }).format(items);

/** Independent parts of one sentence, such as the bounds of a rule. The language decides how they are separated. */
export const inOneSentence = (parts: readonly string[]): string =>
  parts.reduce((before, next) => (before === "" ? next : t("joined", { before, next })), "");

/** A text as it stands inside a sentence: without the capital of its beginning, unless it is a German noun or "SMS". */
const inside = (text: string): string =>
  languageOf(locale) === "de" || /^.\p{Lu}/u.test(text)
    ? text
    : text.charAt(0).toLocaleLowerCase(locale) + text.slice(1);

/** Words of a group in a list, such as the kinds of a rule. `begins`: it stands at the beginning of a sentence. */
export const wordList = (group: string, ids: readonly string[], begins = false): string =>
  list(ids.map((id, index) => (begins && index === 0 ? word(group, id) : inside(word(group, id)))));

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

/** The day of the month and the short name of the month, for a tile that shows them apart. Null for other text. */
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

/** Name of a language in itself, for readers who do not understand the present one: "Français", "Nederlands". */
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

/**
 * German and French settings of Switzerland and Liechtenstein separate by semicolons, though their decimal sign is a
 * point.
 */
const SEMICOLON_REGIONS = ["CH", "LI"];

/**
 * True if spreadsheets of this language's region expect semicolons between columns: the decimal sign is a comma, or the
 * region is one of SEMICOLON_REGIONS.
 */
export function expectsSemicolons(): boolean {
  const decimal = numbers({})
    .formatToParts(1.5)
    .find(({ type }) => type === "decimal");
  return decimal?.value === "," || SEMICOLON_REGIONS.includes(new Intl.Locale(locale).region ?? "");
}

/** Whole amounts have no decimals: £500, £499.50. */
export const money = (amount: number, currency: string): string =>
  numbers({
    style: "currency",
    currency,
    ...(Number.isInteger(amount) ? { minimumFractionDigits: 0 } : {}),
  }).format(amount);

/** A length of time such as P90D; other text unchanged. */
export function lengthOfTime(period: string): string {
  const [, count = "", letter = ""] = /^P(\d{1,3})([DWMY])$/.exec(period) ?? [];
  const unit = { D: "day", W: "week", M: "month", Y: "year" }[letter];
  return unit === undefined ? period : numbers({ style: "unit", unit, unitDisplay: "long" }).format(Number(count));
}

/** Name of an ISO 3166 country, or the code itself. */
export const countryName = (code: string): string => nameOf("region", code);

let collator = { locale, compare: new Intl.Collator(locale).compare };

/** Compares in the interface's language. Caches the collator: lists sort up to ten thousand names. */
export function compare(one: string, other: string): number {
  if (collator.locale !== locale) collator = { locale, compare: new Intl.Collator(locale).compare };
  return collator.compare(one, other);
}

export const currentLocale = (): string => locale;

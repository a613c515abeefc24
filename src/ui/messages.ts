// The interface's words. public/_locales is the one source; the browser's own i18n has no plurals and no run-time switch.
import type english from "../../public/_locales/en/messages.json";
import { languageTag } from "./language-tag.ts";

export type MessageKey = keyof typeof english;
type PluralKey = MessageKey extends infer K ? (K extends `${infer Stem}_other` ? Stem : never) : never;
export type Values = Readonly<Record<string, string | number>>;

export const LANGUAGES = ["en", "de"] as const;
export type Language = (typeof LANGUAGES)[number];

/** For tests: longer accented English, and the same laid out from right to left. */
const PSEUDO = ["en-XA", "ar-XB"] as const;

const loaders: Record<Language, () => Promise<{ default: Record<string, string> }>> = {
  en: () => import("virtual:messages/en"),
  de: () => import("virtual:messages/de"),
};

let texts: Record<string, string> = {};
let locale = "en";

/** One of each locale and options: making one costs more than a hundred uses, and a list of entries says a hundred dates. */
function kept<Options, Made>(make: (locale: string, options: Options) => Made): (options: Options) => Made {
  const known = new Map<string, Made>();
  return (options) => {
    const key = `${locale} ${JSON.stringify(options)}`;
    const made = known.get(key) ?? make(locale, options);
    known.set(key, made);
    return made;
  };
}

const dates = kept((tag, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(tag, options));
const numbers = kept((tag, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(tag, options));
const plurals = kept((tag, options: Intl.PluralRulesOptions) => new Intl.PluralRules(tag, options));
const lists = kept((tag, options: Intl.ListFormatOptions) => new Intl.ListFormat(tag, options));
const names = kept((tag, options: Intl.DisplayNamesOptions) => new Intl.DisplayNames(tag, options));

/** Words that were loaded beside the interface's own, for texts in another language. */
const loaded = new Map<Language, Record<string, string>>();

/** The language to show: the chosen one, or the browser's first that we have, or English. */
export function languageFor(chosen: string, preferred: readonly string[]): string {
  if ((PSEUDO as readonly string[]).includes(chosen)) return chosen;
  const wanted = chosen === "auto" ? preferred : [chosen];
  const tags = wanted.flatMap((tag) => languageTag(tag) ?? []);
  return tags.find((tag) => languageOf(tag) !== undefined) ?? "en";
}

const languageOf = (tag: string): Language | undefined => LANGUAGES.find((known) => tag.split("-")[0] === known);

/** Loads the words before the first paint and sets the document's language and direction. */
export async function loadMessages(chosen: string): Promise<void> {
  const pseudo = (PSEUDO as readonly string[]).includes(chosen);
  const tag = languageFor(chosen, []);
  const language = languageOf(tag) ?? "en";
  const own = (await loaders[language]()).default;
  texts = pseudo ? (await import("./pseudo.ts")).pseudoTexts(own) : own;
  locale = pseudo ? "en" : tag;
  document.documentElement.lang = pseudo ? "en" : language;
  document.documentElement.dir = tag === "ar-XB" ? "rtl" : "ltr";
}

/** Loads a language's words for `inLanguage`. */
export async function prepareLanguage(language: Language): Promise<void> {
  loaded.set(language, (await loaders[language]()).default);
}

/** The language of the interface's words, without its region. */
export const currentLanguage = (): Language => languageOf(locale) ?? "en";

/**
 * What `say` makes when every word, date and list in it is in a language that was prepared. `say` must not wait: whoever
 * is drawn in between would speak that language too.
 */
export function inLanguage<T>(language: Language, say: () => T): T {
  const others = loaded.get(language);
  if (others === undefined) throw new Error(`${language} was not prepared`);
  const [ownTexts, ownLocale] = [texts, locale];
  // A region of the same language keeps its dates.
  [texts, locale] = [others, languageOf(ownLocale) === language ? ownLocale : language];
  try {
    return say();
  } finally {
    [texts, locale] = [ownTexts, ownLocale];
  }
}

/** The text of a key with its `{values}`; the key itself where a text is missing, so that nothing is silently empty. */
export function t(key: MessageKey, values: Values = {}): string {
  const text = texts[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** `key_one`, `key_other` … by the language's plural rule, with `{count}` formatted. */
export function plural(key: PluralKey, count: number, values: Values = {}): string {
  const form = plurals({}).select(count);
  const chosen = `${key}_${form}` in texts ? `${key}_${form}` : `${key}_other`;
  return t(chosen as MessageKey, { count: numbers({}).format(count), ...values });
}

/** A key made of parts, such as `kind_offers`: for the closed vocabularies, whose keys a test compares with the words. */
export const word = (group: string, id: string): string => texts[`${group}_${id.replaceAll("-", "_")}`] ?? id;

export const list = (items: readonly string[], type: "conjunction" | "disjunction" = "conjunction"): string =>
  lists({ type }).format(items);

/** A date of full or reduced precision: 2027, 2027-05, 2027-05-01. Other text is shown unchanged. */
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

/** Time zone for instants: the user's, in which everything counts; the device's until that is known. */
let shownZone: { timeZone?: string } = {};

export function showTimesIn(timeZone: string): void {
  try {
    new Intl.DateTimeFormat("en", { timeZone });
    shownZone = { timeZone };
  } catch {
    shownZone = {};
  }
}

/** An ISO instant in the user's time zone. Other text is shown unchanged. */
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

/** The name of a weekday: 0 is Monday. */
export const weekday = (index: number): string =>
  dates({ weekday: "short", timeZone: "UTC" }).format(new Date(Date.UTC(2024, 0, 1 + index)));

/** The name of a language; its tag if there is none. */
export const languageName = (tag: string): string => nameOf("language", tag);

/** Intl throws for an invalid code. */
function nameOf(type: Intl.DisplayNamesType, code: string): string {
  try {
    return names({ type, fallback: "code" }).of(code) ?? code;
  } catch {
    return code;
  }
}

/** 0 is January. */
export const monthName = (index: number): string =>
  dates({ month: "long", timeZone: "UTC" }).format(new Date(Date.UTC(2024, index, 1)));

/** German and French settings of Switzerland and Liechtenstein separate by semicolons, though their decimal sign is a point. */
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

/** Whole amounts without their zeros: £500, £499.50. */
export const money = (amount: number, currency: string): string =>
  numbers({
    style: "currency",
    currency,
    ...(Number.isInteger(amount) ? { minimumFractionDigits: 0 } : {}),
  }).format(amount);

/** The name of an ISO 3166 country; the code itself where there is none. */
export const countryName = (code: string): string => nameOf("region", code);

let collator = { locale, compare: new Intl.Collator(locale).compare };

/** Made once a language: ten thousand names are compared with the same one. */
export function compare(one: string, other: string): number {
  if (collator.locale !== locale) collator = { locale, compare: new Intl.Collator(locale).compare };
  return collator.compare(one, other);
}

export const currentLocale = (): string => locale;

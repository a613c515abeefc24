// Texts of the interface, from public/_locales. The browser's own i18n has no plurals and cannot switch at run time.
import type english from "../../public/_locales/en/messages.json";
import { list, numbers, plurals } from "./formats.ts";
import {
  currentLanguage,
  currentLocale,
  isPseudo,
  type Language,
  languageFor,
  languageOf,
  setLocale,
} from "./locale.ts";
import { syncTextFiles, textFiles } from "./text-files.ts";

export type MessageKey = keyof typeof english;
type PluralKey = MessageKey extends infer K ? (K extends `${infer Stem}_other` ? Stem : never) : never;
export type Values = Readonly<Record<string, string | number>>;

type Loaders = Record<Language, () => Promise<{ default: Record<string, string> }>>;

let texts: Record<string, string> = {};
let tagOfTexts = "en";
let hasSyncTexts = false;

/** Texts of further languages, for letters in a language other than the interface's. */
const loaded = new Map<Language, Record<string, string>>();

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
  setLocale(pseudo ? "en" : tagOfTexts);
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

/**
 * Returns the result of `write`, with every text, date and list in a language that `prepareLanguage` loaded. `write` must
 * be synchronous: components that render during an await would use that language too.
 */
export function inLanguage<T>(language: Language, write: () => T): T {
  const prepared = loaded.get(language);
  if (prepared === undefined) throw new Error(`${language} was not prepared`);
  const [ownTexts, ownLocale] = [texts, currentLocale()];
  texts = prepared;
  // Keeps the date format of the user's region if it speaks the same language.
  setLocale(currentLanguage() === language ? ownLocale : language);
  try {
    return write();
  } finally {
    texts = ownTexts;
    setLocale(ownLocale);
  }
}

/**
 * The text of a key with its `{values}`. Returns the key itself if the text is missing, so that no text is silently
 * empty.
 */
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

/** Independent parts of one sentence, such as the bounds of a rule. The language decides how they are separated. */
export const inOneSentence = (parts: readonly string[]): string =>
  parts.reduce((before, next) => (before === "" ? next : t("joined", { before, next })), "");

/** A text for use inside a sentence: without its initial capital, unless it is a German noun or "SMS". */
export const inside = (text: string): string =>
  currentLanguage() === "de" || /^.\p{Lu}/u.test(text)
    ? text
    : text.charAt(0).toLocaleLowerCase(currentLocale()) + text.slice(1);

/** Words of a group in a list, such as the kinds of a rule. `begins`: the list begins a sentence. */
export const wordList = (group: string, ids: readonly string[], begins = false): string =>
  list(ids.map((id, index) => (begins && index === 0 ? word(group, id) : inside(word(group, id)))));

// The locale of the interface: its language with a region, which all formats follow.
import { languageTag } from "./language-tag.ts";

export const LANGUAGES = ["en", "de", "fr", "es", "nl"] as const;
export type Language = (typeof LANGUAGES)[number];

/** For tests: accented, longer English, and the same from right to left. */
const PSEUDO: readonly string[] = ["en-XA", "ar-XB"];
export const isPseudo = (chosen: string): boolean => PSEUDO.includes(chosen);

let locale = "en";

export const currentLocale = (): string => locale;

export function setLocale(tag: string): void {
  locale = tag;
}

/** Language of the interface's texts, without its region. */
export const currentLanguage = (): Language => languageOf(locale) ?? "en";

/** Language to show: the chosen one, else the first translated one of the browser's, else English. */
export function languageFor(chosen: string, preferred: readonly string[]): string {
  if (isPseudo(chosen)) return chosen;
  const wanted = chosen === "auto" ? preferred : [chosen];
  const tags = wanted.flatMap((tag) => languageTag(tag) ?? []);
  return tags.find((tag) => languageOf(tag) !== undefined) ?? "en";
}

/** The translated language of a tag, without its region. */
export const languageOf = (tag: string): Language | undefined => LANGUAGES.find((known) => tag.split("-")[0] === known);

// The texts of the interface as in their files.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const LOCALES = join(import.meta.dirname, "../../../public/_locales");

/** The languages that have a file. */
export const FOLDERS = readdirSync(LOCALES);

export type Texts = Readonly<Record<string, string>>;

interface Entry {
  message: string;
  /** A hint for translators. */
  description?: string;
}

export const entriesOf = (language: string): Readonly<Record<string, Entry>> =>
  JSON.parse(readFileSync(join(LOCALES, language, "messages.json"), "utf8"));

export const textsOf = (language: string): Texts =>
  Object.fromEntries(Object.entries(entriesOf(language)).map(([key, { message }]) => [key, message]));

/** The end of a plural's key. The sector `other` has it too. */
export const FORM = /_(?:zero|one|two|few|many|other)$/;

/** Names of the values in a text, in alphabetical order. */
export const placeholders = (text: string): string[] =>
  [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "").toSorted();

// Display form of domains: in their own script unless it could be mistaken for another domain, else in Punycode.
import { urlOf } from "../../signal/web-address.ts";
import { decodePunycode } from "./punycode.ts";

/** Scripts that one label may combine: any one alone, and the mixes of Japanese, Korean and Chinese. */
const TOGETHER = [
  ...["Latin", "Greek", "Cyrillic", "Armenian", "Georgian", "Hebrew", "Arabic", "Ethiopic", "Thai", "Lao", "Khmer"],
  ...["Myanmar", "Devanagari", "Bengali", "Gurmukhi", "Gujarati", "Oriya", "Tamil", "Telugu", "Kannada", "Malayalam"],
  ...["Sinhala", "Tibetan", "Mongolian", "Thaana", "Syriac"],
].map((script) => [script]);
TOGETHER.push(["Han", "Hiragana", "Katakana"], ["Han", "Hangul"], ["Han", "Bopomofo"]);

/**
 * Patterns of `TOGETHER`. Created for the first such domain, since that takes 7 ms, a tenth of the background's start.
 */
let oneScript: readonly RegExp[] | null = null;

const patternsOfScripts = (): readonly RegExp[] =>
  TOGETHER.map((scripts) => {
    const letters = scripts.map((script) => `\\p{Script_Extensions=${script}}`).join("");
    return new RegExp(`^(?:(?=[\\p{L}\\p{M}])[${letters}]|[0-9-])+$`, "u");
  });

/** A word of these letters alone looks Latin: аррӏе. */
const LIKE_LATIN = /^[асԁеһіјӏорԗԛѕԝхуъьҽпгѵѡαικνρυωηοτϲագզէլհյոսւօ0-9-]+$/u;
/** Latin letters, with diacritics and those of whole languages; without others such as ɡ, ı and ʟ. */
const PLAIN_LATIN = /^[a-z0-9ßæœøđłþðħŋə-]+$/u;

/**
 * `xn--bcher-kva.example` is bücher.example. A label that mixes scripts, or looks like another one, stays in Punycode.
 */
export const displayDomain = (host: string): string =>
  host.includes("xn--") ? host.split(".").map(displayLabel).join(".") : host;

function displayLabel(label: string): string {
  const letters = label.startsWith("xn--") ? decodePunycode(label.slice(4)) : null;
  if (letters === null || !isUnmistakable(letters)) return label;
  // Accepts the letters only if they lead back to the same host.
  return urlOf(`https://${letters}.example`)?.hostname === `${label}.example` ? letters : label;
}

function isUnmistakable(letters: string): boolean {
  oneScript ??= patternsOfScripts();
  if (!oneScript.some((pattern) => pattern.test(letters)) || LIKE_LATIN.test(letters)) return false;
  return !/\p{Script=Latin}/u.test(letters) || PLAIN_LATIN.test(letters.normalize("NFD").replace(/\p{M}/gu, ""));
}

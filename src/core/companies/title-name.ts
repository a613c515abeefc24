// A company's name as the page's title spells it: "Log in | Northbank" on northbank.example gives Northbank. The title
// is the page's claim, so only a name that agrees with the address is accepted.
import { displayText } from "../../signal/display-text.ts";
import { claimedName } from "./company-name.ts";
import { displayDomain } from "./domain-name.ts";

const MOST_TITLE = 200;
/** Limit of words in a name, as in "Marks and Spencer Group plc". */
const MOST_WORDS = 6;
/** Separators between the parts of a title. A hyphen separates only between spaces. */
const PARTS = /\s+[-–—−~/]+\s+|\s*[|｜¦·•∙»«›‹→<>:：;!?。،؛…]+\s*|,\s/u;
/** Characters around a word that belong to no name: quotation marks, brackets, emoji, trademark signs. */
const AROUND = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}\p{M}]+$/gu;
/** "Amazon.de" is Amazon, "Northbank’s" is Northbank. */
const ENDING = /\.\p{L}{2,6}$|[’']s?$/u;
const SMALL_WORDS =
  /^(?:a|an|and|the|of|for|&|und|der|die|das|von|für|et|de|du|des|la|le|les|y|e|el|del|los|en|van|het)$/iu;

/** Null if no part of the title spells the company's own domain. Never longer than 40 characters. */
export function nameFromTitle(title: string | undefined, company: string): string | null {
  const [first = ""] = displayDomain(company).split(".");
  const spelled = folded(first);
  if (spelled === "") return null;
  const parts = displayText(title ?? "", MOST_TITLE)
    .split(PARTS)
    .map((part) => part.split(" ").flatMap((word) => bare(word) || []));
  const found =
    firstOf(parts, (words) => runThatSpells(words, spelled)) ??
    firstOf(parts, (words) => (initialsOf(words) === spelled ? words : null));
  return found === null ? null : claimedName(found.join(" "), company);
}

const bare = (word: string): string => (word === "&" ? word : word.replace(AROUND, "").replace(ENDING, ""));

function firstOf(parts: readonly string[][], find: (words: string[]) => string[] | null): string[] | null {
  for (const words of parts) {
    const found = find(words);
    if (found !== null) return found;
  }
  return null;
}

/** The words that spell the domain together: "Home Depot" of "The Home Depot" on homedepot.example. */
function runThatSpells(words: string[], spelled: string): string[] | null {
  for (let from = 0; from < words.length; from++) {
    for (let length = Math.min(MOST_WORDS, words.length - from); length > 0; length--) {
      const run = words.slice(from, from + length);
      if (spellings(run.join(" ")).includes(spelled) && (length === words.length || isName(run))) return run;
    }
  }
  return null;
}

/** A small first letter in the middle of a sentence marks an ordinary word: "reach your target". */
const isName = (run: string[]): boolean => run.some((word) => /\p{Lu}/u.test(word) || !/\p{Ll}/u.test(word));

function initialsOf(words: string[]): string | null {
  const named = words.filter((word) => !SMALL_WORDS.test(word));
  if (named.length < 2 || named.length > MOST_WORDS || !named.every((word) => /^\p{Lu}/u.test(word))) return null;
  return folded(named.map((word) => [...word][0] ?? "").join(""));
}

/**
 * The ways in which a domain may spell a text: without diacritics, as in German and in Scandinavian languages, and with
 * "&" as a word or left out.
 */
function spellings(text: string): string[] {
  const plain = folded(text);
  const long = folded(text.toLowerCase().replaceAll(/[äöüåø]/gu, (letter) => LONG[letter] ?? letter));
  const withWord = ["and", "und", "et", "y", "en"].map((word) => folded(text.replaceAll("&", word)));
  return [plain, long, ...(text.includes("&") ? withWord : [])];
}

const LONG: Readonly<Record<string, string>> = { ä: "ae", ö: "oe", ü: "ue", å: "aa", ø: "oe" };

/** Small letters and digits, without diacritics and other signs. */
const folded = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll("ß", "ss")
    .replaceAll("ø", "o")
    .replaceAll("ł", "l")
    .replaceAll("æ", "ae")
    .normalize("NFKD")
    .replaceAll(/[^\p{L}\p{N}]/gu, "");

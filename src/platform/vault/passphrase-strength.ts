// A cautious estimate of the number of guesses that find a passphrase. It proves nothing, but refuses what guessing
// programs try first.
import { effWords, plainSpelling } from "./words.ts";

export type PassphraseWeakness = "short" | "common" | "guessable";

const LEAST_CHARACTERS = 12;
/** At one second of scrypt for each guess, half of these take a thousand machines four thousand years. */
const LEAST_BITS = 48;

/** Null if the passphrase is good enough. */
export async function passphraseWeakness(text: string): Promise<PassphraseWeakness | null> {
  const plain = plainSpelling(text);
  const dense = plain.replaceAll(" ", "");
  if (dense.length < LEAST_CHARACTERS) return "short";
  if (COMMON.some((one) => dense === one || (dense.startsWith(one) && dense.length - one.length < 5))) return "common";
  const words = await effWords();
  return bitsOf(dense, new Set(words.filter(({ length }) => length > 3))) < LEAST_BITS ? "guessable" : null;
}

/** Well-known texts of at least the minimum length, without spaces. */
const COMMON: readonly string[] = [
  "correcthorsebatterystaple",
  "tobeornottobe",
  "maytheforcebewithyou",
  "thequickbrownfox",
  "thequickbrownfoxjumpsoverthelazydog",
  "franzjagtimkomplettverwahrlostentaxi",
  "vaterunserimhimmel",
  "ourfatherwhoartinheaven",
  "iloveyouforever",
  "ichliebedich",
  "onceuponatime",
  "eswareinmal",
  "loremipsumdolorsitamet",
  "passwordpassword",
  "administrator",
  "changemeplease",
  "letmeinplease",
];

const ROWS = [
  "qwertyuiop",
  "qwertzuiop",
  "asdfghjkl",
  "yxcvbnm",
  "zxcvbnm",
  "1234567890",
  "abcdefghijklmnopqrstuvwxyz",
];
const RUNS = [...ROWS, ...ROWS.map((row) => [...row].reverse().join(""))];
const FREQUENT = [
  "password",
  "passwort",
  "regards",
  "secret",
  "geheim",
  "welcome",
  "dragon",
  "monkey",
  "admin",
  "login",
];

const WORD_BITS = 12.9;

/** Walks over the text and uses the cheapest explanation of its next characters. */
function bitsOf(text: string, words: ReadonlySet<string>): number {
  let bits = 0;
  for (let at = 0; at < text.length; ) {
    const [length, cost] = pieceAt(text, at, words);
    bits += cost;
    at += length;
  }
  return bits;
}

type Piece = readonly [length: number, bits: number];

function pieceAt(text: string, at: number, words: ReadonlySet<string>): Piece {
  const rest = text.slice(at);
  const same = /^(.)\1{2,}/u.exec(rest)?.[0].length;
  if (same !== undefined) return [same, 6];
  const repeated = longest(rest, (piece) => text.slice(0, at).includes(piece), 3);
  if (repeated > 0) return [repeated, 2];
  const run = longest(rest, (piece) => RUNS.some((row) => row.includes(piece)), 4);
  if (run > 0) return [run, 6];
  const year = /^(?:19|20)\d\d/.exec(rest);
  if (year !== null) return [4, 7];
  const frequent = FREQUENT.find((word) => rest.startsWith(word));
  if (frequent !== undefined) return [frequent.length, 5];
  const word = longest(rest, (piece) => words.has(piece), 4);
  if (word > 0) return [word, WORD_BITS];
  return [1, bitsOfCharacter(text, at)];
}

/** Length of the longest accepted beginning, from `least` to 24 characters; 0 if there is none. */
function longest(text: string, passes: (piece: string) => boolean, least: number): number {
  for (let length = Math.min(24, text.length); length >= least; length -= 1)
    if (passes(text.slice(0, length))) return length;
  return 0;
}

/** A letter inside prose has less information than one between digits and signs. */
function bitsOfCharacter(text: string, at: number): number {
  if (/\d/.test(text.charAt(at))) return 3.3;
  if (!/\p{L}/u.test(text.charAt(at))) return 4;
  const isProse = /\p{L}{3}/u.test(text.slice(Math.max(0, at - 2), at + 3));
  return isProse ? 2.5 : 4.5;
}

// Items of structured fields (RFC 9651), parsed by section 4.2.3.1: one value without its parameters.
import { endOfOther } from "./structured-other.ts";
import type { WordTrie } from "./word-trie.ts";

/** Types of a value, all others being `OTHER`. */
export const [OTHER, LIST, TOKEN, INTEGER, BOOLEAN] = [0, 1, 2, 3, 4] as const;

/** Kinds of characters, as bits. */
const KEY_START = 1;
const KEY_REST = 2;
const TOKEN_START = 4;
const TOKEN_REST = 8;
const DIGIT = 16;

const [SPACE, MINUS, DOT, ZERO, QUESTION] = [0x20, 0x2d, 0x2e, 0x30, 0x3f] as const;
/** Instead of a character's code: the text ends here. */
const END = 0x10000;

const KINDS_BY_CODE = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  const patterns = [/[a-z*]/, /[a-z0-9_\-.*]/, /[A-Za-z*]/, /[!#$%&'*+\-.^_`|~0-9A-Za-z:/]/, /[0-9]/];
  return patterns.reduce((bits, pattern, at) => bits | (pattern.test(character) ? 1 << at : 0), 0);
});

const isOf = (code: number, kind: number): boolean => code < 128 && ((KINDS_BY_CODE[code] ?? 0) & kind) !== 0;

/** Instead of a word's number: it is another word, or there is none. */
export const [UNKNOWN, MISSING] = [-1, -2] as const;

/** Longest whole number, and its longest part before and after a point. */
const [MOST_DIGITS, MOST_BEFORE_POINT, MOST_AFTER_POINT] = [15, 12, 3] as const;

/** Reads items from a text, in one pass and linear time, and makes no object for any of them. */
export class ItemReader {
  type: number = OTHER;
  /**
   * A list's known tokens as bits, a token's number in `tokens` (−1 for another), an integer, 1 and 0 for true and false.
   */
  value = 0;
  protected at = 0;

  constructor(
    private readonly text: string,
    private readonly tokens: WordTrie,
  ) {}

  /** Past a key; its number in `keys`, `UNKNOWN` or `MISSING`. */
  protected keyIn(keys: WordTrie): number {
    return this.word(KEY_START, KEY_REST, keys);
  }

  /** Past a token; its number in `tokens`, `UNKNOWN` or `MISSING`. */
  protected token(): number {
    return this.word(TOKEN_START, TOKEN_REST, this.tokens);
  }

  /** Past an item. False for a syntax error, as in the methods below. */
  protected item(): boolean {
    const token = this.token();
    if (token !== MISSING) return this.is(TOKEN, token);
    const code = this.codeAt(this.at);
    if (code === QUESTION) return this.boolean();
    return code === MINUS || isOf(code, DIGIT) ? this.number() : this.other();
  }

  protected get ended(): boolean {
    return this.at >= this.text.length;
  }

  protected is(type: number, value: number): true {
    this.type = type;
    this.value = value;
    return true;
  }

  private codeAt(at: number): number {
    return at < this.text.length ? this.text.charCodeAt(at) : END;
  }

  /** Past the character of this code; false if another is here. */
  protected skip(code: number): boolean {
    if (this.codeAt(this.at) !== code) return false;
    this.at++;
    return true;
  }

  /** True if it moved. */
  protected spaces(): boolean {
    const from = this.at;
    while (this.skip(SPACE)) {}
    return this.at > from;
  }

  private word(start: number, rest: number, words: WordTrie): number {
    const { text } = this;
    let { at } = this;
    let code = this.codeAt(at);
    if (!isOf(code, start)) return MISSING;
    let state = words.start;
    do {
      state = words.step(state, code);
      code = ++at < text.length ? text.charCodeAt(at) : END;
    } while (isOf(code, rest));
    this.at = at;
    return words.wordAt(state);
  }

  private boolean(): boolean {
    const value = this.codeAt(this.at + 1) - ZERO;
    if (value !== 0 && value !== 1) return false;
    this.at += 2;
    return this.is(BOOLEAN, value);
  }

  private number(): boolean {
    const from = this.at;
    const start = from + (this.codeAt(from) === MINUS ? 1 : 0);
    const point = this.endOfDigits(start);
    const before = point - start;
    const isInteger = this.codeAt(point) !== DOT;
    const end = isInteger ? point : this.endOfDigits(point + 1);
    const after = end - point - 1;
    const isShort = isInteger
      ? before <= MOST_DIGITS
      : before <= MOST_BEFORE_POINT && after > 0 && after <= MOST_AFTER_POINT && this.codeAt(end) !== DOT;
    if (before === 0 || !isShort) return false;
    this.at = end;
    return isInteger ? this.is(INTEGER, Number(this.text.slice(from, end))) : this.is(OTHER, 0);
  }

  private endOfDigits(from: number): number {
    let at = from;
    while (isOf(this.codeAt(at), DIGIT)) at++;
    return at;
  }

  private other(): boolean {
    const end = endOfOther(this.text, this.at);
    if (end === null) return false;
    this.at = end;
    return this.is(OTHER, 0);
  }
}

// Structured fields (RFC 9651): a dictionary, parsed by section 4.2. Knows no key and no word of the signal.
export class Token {
  constructor(readonly text: string) {}
}

/**
 * Numbers, booleans and tokens unchanged; an inner list as the texts of its tokens; NaN for a value of another type.
 */
export type Member = number | boolean | Token | string[];

/** Kinds of characters, as bits. Read by code: a server reads a header with each request, and patterns take twice as long. */
const SPACE = 1;
const WHITE_SPACE = 2;
const KEY_START = 4;
const KEY_REST = 8;
const TOKEN_START = 16;
const TOKEN_REST = 32;

const [OPENING, CLOSING, COMMA, SEMICOLON, EQUALS] = [0x28, 0x29, 0x2c, 0x3b, 0x3d] as const;

const KINDS_BY_CODE = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  const patterns = [/ /, /[ \t]/, /[a-z*]/, /[a-z0-9_\-.*]/, /[A-Za-z*]/, /[!#$%&'*+\-.^_`|~0-9A-Za-z:/]/];
  return patterns.reduce((bits, pattern, at) => bits | (pattern.test(character) ? 1 << at : 0), 0);
});

const isOf = (code: number, kind: number): boolean => code < 128 && ((KINDS_BY_CODE[code] ?? 0) & kind) !== 0;

const INTEGER = /-?[0-9]{1,15}(?![0-9.])/y;
const DECIMAL = /-?[0-9]{1,12}\.[0-9]{1,3}(?![0-9.])/y;
const BOOLEAN = /\?[01]/y;
const DATE = /@-?[0-9]{1,15}(?![0-9.])/y;
const STRING = /"(?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\])*"/y;
/** Padding may be missing (section 4.2.7: parsers should not require it), but not be excessive or elsewhere. */
const BYTE_SEQUENCE = /:(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?:/y;
const DISPLAY_STRING = /%"(?:[\x20\x21\x23\x24\x26-\x7e]|%[0-9a-f]{2})*"/y;

/**
 * Parses a dictionary, and passes each member on in order. Reads and drops parameters; of duplicate keys the last wins, which
 * is left to the caller. Returns a text for a syntax error, which may come after members; null if there is none. Linear time.
 */
export function readDictionary(text: string, pass: (key: string, member: Member) => void): string | null {
  const reader = new Reader(text);
  reader.skipAll(SPACE);
  while (!reader.ended) {
    const key = reader.word(KEY_START, KEY_REST);
    if (key === null) return reader.fault("a key is expected");
    const member = reader.skip(EQUALS) ? reader.memberValue() : true;
    if (member === null) return reader.fault("a value is expected");
    if (!reader.parameters()) return reader.fault("a parameter is malformed");
    pass(key, member);
    reader.skipAll(WHITE_SPACE);
    if (reader.ended) return null;
    if (!reader.skip(COMMA)) return reader.fault("a comma is expected");
    reader.skipAll(WHITE_SPACE);
    if (reader.ended) return reader.fault("a trailing comma");
  }
  return null;
}

class Reader {
  private at = 0;
  constructor(private readonly text: string) {}

  get ended(): boolean {
    return this.at >= this.text.length;
  }

  fault(expected: string): string {
    return `${expected} at character ${this.at + 1}`;
  }

  /** True if it moved. */
  skipAll(kind: number): boolean {
    const from = this.at;
    this.at = this.endOf(from, kind);
    return this.at > from;
  }

  word(start: number, rest: number): string | null {
    const from = this.at;
    if (from >= this.text.length || !isOf(this.text.charCodeAt(from), start)) return null;
    this.at = this.endOf(from + 1, rest);
    return this.text.slice(from, this.at);
  }

  private endOf(from: number, kind: number): number {
    const { text } = this;
    let end = from;
    while (end < text.length && isOf(text.charCodeAt(end), kind)) end++;
    return end;
  }

  private take(pattern: RegExp): string | null {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text);
    if (match === null) return null;
    this.at += match[0].length;
    return match[0];
  }

  /** Past the character of this code; false if another is here. */
  skip(code: number): boolean {
    if (this.at >= this.text.length || this.text.charCodeAt(this.at) !== code) return false;
    this.at++;
    return true;
  }

  memberValue(): Member | null {
    return this.skip(OPENING) ? this.innerList() : this.item();
  }

  parameters(): boolean {
    while (this.skip(SEMICOLON)) {
      this.skipAll(SPACE);
      if (this.word(KEY_START, KEY_REST) === null) return false;
      if (this.skip(EQUALS) && this.item() === null) return false;
    }
    return true;
  }

  private item(): Member | null {
    const token = this.word(TOKEN_START, TOKEN_REST);
    if (token !== null) return new Token(token);
    const integer = this.take(INTEGER);
    if (integer !== null) return Number(integer);
    const boolean = this.take(BOOLEAN);
    if (boolean !== null) return boolean === "?1";
    const displayed = this.take(DISPLAY_STRING);
    if (displayed !== null && !isUtf8(displayed.slice(2, -1))) return null;
    const other = displayed ?? this.take(DECIMAL) ?? this.take(STRING) ?? this.take(BYTE_SEQUENCE) ?? this.take(DATE);
    // The signal uses none of these types: NaN is no version, token, list or boolean.
    return other === null ? null : Number.NaN;
  }

  private innerList(): string[] | null {
    const tokens: string[] = [];
    for (let spaced = true; ; ) {
      spaced = this.skipAll(SPACE) || spaced;
      if (this.skip(CLOSING)) return tokens;
      if (!spaced) return null;
      const token = this.word(TOKEN_START, TOKEN_REST);
      if (token !== null) tokens.push(token);
      else if (this.item() === null) return null;
      if (!this.parameters()) return null;
      spaced = false;
    }
  }
}

/** True when the percent-encoded bytes of a display string are UTF-8. */
function isUtf8(encoded: string): boolean {
  try {
    decodeURIComponent(encoded);
    return true;
  } catch {
    return false;
  }
}

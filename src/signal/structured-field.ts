// Structured fields (RFC 9651): a dictionary, parsed by section 4.2. Knows no key and no word of the signal.
import { BOOLEAN, ItemReader, LIST, MISSING, UNKNOWN } from "./structured-item.ts";
import type { WordTrie } from "./word-trie.ts";

const [TAB, OPENING, CLOSING, COMMA, SEMICOLON, EQUALS] = [0x09, 0x28, 0x29, 0x2c, 0x3b, 0x3d] as const;

/**
 * Reads one member after the other, in one pass and linear time, and makes no object for any of them. Reads and drops
 * parameters. Of duplicate keys the last counts, which is left to the caller.
 */
export class DictionaryReader extends ItemReader {
  /** The number of the member's key in `keys`, or `UNKNOWN`. */
  key: number = UNKNOWN;
  /** A syntax error, which may come after members; null if there is none. */
  fault: string | null = null;
  /** A dictionary may have tabs around its commas. */
  hasTabs = false;

  constructor(
    text: string,
    private readonly keys: WordTrie,
    tokens: WordTrie,
  ) {
    super(text, tokens);
    this.spaces();
  }

  /** True if there is another member; false at the end and after a fault. */
  next(): boolean {
    if (this.ended) return false;
    this.key = this.keyIn(this.keys);
    if (this.key === MISSING) return this.fail("a key is expected");
    this.is(BOOLEAN, 1);
    if (this.skip(EQUALS) && !(this.skip(OPENING) ? this.innerList() : this.item()))
      return this.fail("a value is expected");
    if (!this.parameters()) return this.fail("a parameter is malformed");
    return this.separator();
  }

  /** White space and a comma between two members. False without another member's key after it. */
  private separator(): boolean {
    this.whiteSpace();
    if (this.ended) return true;
    if (!this.skip(COMMA)) return this.fail("a comma is expected");
    this.whiteSpace();
    return !this.ended || this.fail("a trailing comma");
  }

  private fail(what: string): false {
    this.fault = `${what} at character ${this.at + 1}`;
    return false;
  }

  private whiteSpace(): void {
    this.spaces();
    while (this.skip(TAB)) {
      this.hasTabs = true;
      this.spaces();
    }
  }

  /** Reads and drops them. */
  private parameters(): boolean {
    while (this.skip(SEMICOLON)) {
      this.spaces();
      if (this.keyIn(this.keys) === MISSING) return false;
      const { type, value } = this;
      if (this.skip(EQUALS) && !this.item()) return false;
      this.is(type, value);
    }
    return true;
  }

  private innerList(): boolean {
    let known = 0;
    for (let spaced = true; ; ) {
      spaced = this.spaces() || spaced;
      if (this.skip(CLOSING)) return this.is(LIST, known);
      if (!spaced) return false;
      const token = this.token();
      if (token >= 0) known |= 1 << token;
      else if (token === MISSING && !this.item()) return false;
      if (!this.parameters()) return false;
      spaced = false;
    }
  }
}

// The regular expressions that header rules may have: the common subset of RE2 and Firefox's RegExp, and their size in
// Chromium's RE2. Stricter than both browsers: they accept everything that passes here.

/** Chromium compiles into 2 KB, about 115 instructions. */
const MOST_INSTRUCTIONS = 100;
const MOST_REPEATS = 1000;

class Fault extends Error {}

/** Reason to refuse the expression, or null. Refuses look-around, back-references, alternatives and flags. */
export function re2Fault(source: string): string | null {
  if (source === "") return "is empty";
  if (/[^\x20-\x7e]/.test(source)) return "has non-ascii characters";
  try {
    const size = new Reader(source).size();
    return size > MOST_INSTRUCTIONS ? `exceeds the memory limit: ${size} instructions` : null;
  } catch (error) {
    if (error instanceof Fault) return `has invalid syntax: ${error.message}`;
    throw error;
  }
}

class Reader {
  private at = 0;
  constructor(private readonly text: string) {}

  size(): number {
    const size = this.sequence();
    if (this.at < this.text.length) throw new Fault(`"${this.text[this.at]}" at ${this.at}`);
    // Instructions to fail, to match, and for the loop before an expression without an anchor.
    return size + 4;
  }

  private take(pattern: RegExp): RegExpExecArray | null {
    const sticky = new RegExp(pattern.source, "y");
    sticky.lastIndex = this.at;
    const found = sticky.exec(this.text);
    if (found !== null) this.at = sticky.lastIndex;
    return found;
  }

  private sequence(): number {
    let size = 0;
    while (this.at < this.text.length && this.text[this.at] !== ")") size += this.repeated();
    return size;
  }

  private repeated(): number {
    const anchor = this.take(/[$^]/) !== null;
    const size = anchor ? 1 : this.one();
    const [sign, times] = this.take(/[*+?]|\{(\d+)\}/) ?? [];
    if (sign === undefined) return size;
    if (anchor || /[*+?{]/.test(this.text[this.at] ?? "")) throw new Fault("nothing to repeat, or repeated twice");
    if (times === undefined) return size + 1;
    if (Number(times) < 1 || Number(times) > MOST_REPEATS) throw new Fault(`${times} repetitions`);
    return size * Number(times);
  }

  private one(): number {
    if (this.take(/\(\?:/) !== null) {
      const size = this.sequence();
      if (this.take(/\)/) === null) throw new Fault("a group that is not closed");
      return size;
    }
    const ranges = this.take(/\[\^?((?:[a-zA-Z0-9]-[a-zA-Z0-9]|[a-zA-Z0-9_/:@.-])+)\]/)?.[1];
    // One instruction for each range, and the choices between them.
    if (ranges !== undefined) return ranges.replace(/(.)-./g, "$1").length * 2 - 1;
    if (this.take(/\\[d./-]|[a-zA-Z0-9_/:@%&=,; -]/) !== null) return 1;
    throw new Fault(`"${this.text.slice(this.at, this.at + 3)}" at ${this.at}`);
  }
}

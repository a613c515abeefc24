// A closed list of words that a reader recognises character by character, without copying or hashing them.

const CODES = 128;
const [NONE, START] = [0, 1] as const;

/** A trie of at most 31 words of ASCII, so that a set of them fits in the bits of one number. */
export class WordTrie {
  /** Follows a word's first character with `step`. */
  readonly start: number = START;
  private readonly steps: Uint16Array;
  private readonly ends: Int8Array;

  constructor(words: readonly string[]) {
    const states = words.reduce((sum, word) => sum + word.length, START + 1);
    this.steps = new Uint16Array(states * CODES);
    this.ends = new Int8Array(states).fill(-1);
    let made = START;
    for (const [number, word] of words.entries()) {
      let state: number = START;
      for (let at = 0; at < word.length; at++) {
        const step = state * CODES + word.charCodeAt(at);
        if (this.steps[step] === NONE) this.steps[step] = ++made;
        state = this.steps[step] ?? NONE;
      }
      this.ends[state] = number;
    }
  }

  /** The state after one more character, of a code below 128. No word leaves the state 0. */
  step(state: number, code: number): number {
    return this.steps[state * CODES + code] ?? NONE;
  }

  /** The number of the word that ends in this state, −1 if none does. */
  wordAt(state: number): number {
    return this.ends[state] ?? -1;
  }
}

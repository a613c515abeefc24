// Every private suffix of the Public Suffix List in the installed tldts, whose rules are a flat trie.
interface Trie {
  readonly nodeFlags: Uint8Array;
  readonly edgeStart: ArrayLike<number>;
  readonly edgeLength: ArrayLike<number>;
  readonly edgeChild: ArrayLike<number>;
  readonly labelText: string;
  readonly rulesRoot: number;
}

const PRIVATE = 2;
// The name is in a variable because the package has no types for its data.
const file = "../../../node_modules/tldts/dist/es6/src/data/trie.js";
const trie = (await import(file)) as Trie;

function suffixes(): string[] {
  const offsets: number[] = [];
  for (let edge = 0, offset = 0; edge < trie.edgeLength.length; edge++) {
    offsets.push(offset);
    offset += trie.edgeLength[edge] ?? 0;
  }
  const found: string[] = [];
  const walk = (node: number, suffix: string): void => {
    if (((trie.nodeFlags[node] ?? 0) & PRIVATE) !== 0) found.push(suffix);
    for (let edge = trie.edgeStart[node] ?? 0; edge < (trie.edgeStart[node + 1] ?? 0); edge++) {
      const start = offsets[edge] ?? 0;
      const label = trie.labelText.slice(start, start + (trie.edgeLength[edge] ?? 0));
      walk(trie.edgeChild[edge] ?? 0, suffix === "" ? label : `${label}.${suffix}`);
    }
  };
  walk(trie.rulesRoot, "");
  return found;
}

/** A wildcard rule allows any label there. */
export const PRIVATE_SUFFIXES: readonly string[] = suffixes().map((suffix) => suffix.replaceAll("*", "any"));

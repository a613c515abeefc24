import { expect, test } from "vitest";
import { AGREEMENTS, KINDS, STYLES } from "../../src/signal/vocabulary.ts";
import { WordTrie } from "../../src/signal/word-trie.ts";

const numberOf = (words: WordTrie, text: string) =>
  words.wordAt([...text].reduce((state, character) => words.step(state, character.charCodeAt(0)), words.start));

test("finds each word of the vocabulary, and no beginning, continuation or other word", () => {
  const all: string[] = [...KINDS, ...STYLES, ...AGREEMENTS];
  const words = new WordTrie(all);
  expect(all.map((word) => numberOf(words, word))).toEqual(all.map((_, number) => number));
  const others = all.flatMap((word) => [word.slice(0, -1), `${word}s`, `s${word}`, word.slice(1)]);
  const unknown = others.filter((other) => !all.includes(other));
  expect(unknown.filter((other) => numberOf(words, other) !== -1)).toEqual([]);
});

test("a word that begins another is found too", () => {
  const words = new WordTrie(["no", "none", "n"]);
  expect(["n", "no", "non", "none", ""].map((text) => numberOf(words, text))).toEqual([2, 0, -1, 1, -1]);
});

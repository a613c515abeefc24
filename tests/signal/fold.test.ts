// Equality of subjects: docs/SIGNAL.md, "One subject".
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { foldText } from "../../src/signal/fold.ts";
import { anyText } from "../support/data/any-text.ts";
import { holds } from "../support/data/arbitraries.ts";
import { runs } from "../support/runs.ts";

describe("equal subjects", () => {
  test.each([
    ["case", "Card", "cARD"],
    ["sharp s", "Fußball", "FUSSBALL"],
    ["sharp s as a capital", "FUẞBALL", "fussball"],
    ["final sigma", "ΟΔΟΣ", "οδος"],
    ["final sigma inside a longer text", "ὁδὸς 1", "ΟΔΟΣ 1"],
    ["the dotted and the dotless i of Turkish", "DIŞ KIRTASİYE", "dış kırtasiye"],
    ["Turkish capitals written with English ones", "ISPARTA", "ısparta"],
    ["diacritics of Latin letters", "Crème brûlée", "creme brulee"],
    ["of Vietnamese", "Tiết kiệm", "tiet kiem"],
    ["of Greek letters", "Τράπεζα", "τραπεζα"],
    ["of Cyrillic letters", "Ёлка й", "елка и"],
    ["an iota below", "ᾳ", "ΑΙ"],
    ["ligatures", "ﬁnance", "FINANCE"],
    ["full width", "ＣＡＲＤ　２", "card 2"],
    ["half-width kana", "ｶﾞｰﾄﾞ", "ガード"],
    ["kana composed and not", "ガ", "ガ"],
    ["an Ångström and a letter", "Å", "å"],
    ["blanks", "  Home \u00a0\t loan\n", "home loan"],
    ["blanks that are no ASCII", "Home\u3000\u2003loan\u0085", "home loan"],
    ["Georgian capitals", "ᲑᲐᲜᲙᲘ", "ბანკი"],
    ["Armenian", "ԵՒ", "և"],
  ])("%s", (_what, one, other) => {
    expect(foldText(one)).toBe(foldText(other));
  });
});

describe("different subjects", () => {
  test.each([
    ["voiced kana", "カード", "ガード"],
    ["half-voiced kana", "ハス", "パス"],
    ["small kana", "キヤ", "キャ"],
    ["hiragana and katakana", "かど", "カド"],
    ["a long vowel", "ビル", "ビール"],
    ["Devanagari vowel signs", "कि", "की"],
    ["a Devanagari nukta", "जरा", "ज़रा"],
    ["an anusvara", "बस", "बंस"],
    ["Thai tone marks", "ใกล", "ใกล้"],
    ["Thai vowels", "ปี", "ปิ"],
    ["Arabic marks", "علم", "عِلم"],
    ["Arabic letters with a hamza", "سال", "سأل"],
    ["Hebrew points", "שם", "שָׁם"],
    ["Bengali", "কম", "কাম"],
    ["Tamil", "கடல", "கடல்"],
    ["letters that only look like others", "А", "A"],
    ["a stroke, which is no mark", "ło", "lo"],
    ["æ and ae", "æ", "ae"],
  ])("%s", (_what, one, other) => {
    expect(foldText(one)).not.toBe(foldText(other));
  });
});

// Letters without case and marks are left out: thousands of them prove nothing more and take 15 seconds.
const PLAIN = /^[\p{Cn}\p{Co}\p{Cs}\p{Script=Han}\p{Script=Hangul}\p{Script=Tangut}\p{Script=Egyptian_Hieroglyphs}]$/u;
const CODE_POINTS = Array.from({ length: 0x110000 }, (_, code) => code).filter(
  (code) => !PLAIN.test(String.fromCodePoint(code)),
);

test("folding any character again, in another normal form or in the other case gives the same text", () => {
  const other = CODE_POINTS.filter((code) => {
    const character = String.fromCodePoint(code);
    const folded = foldText(character);
    const forms = ["NFC", "NFD", "NFKC", "NFKD"].map((form) => character.normalize(form));
    const same = [folded, ...forms, character.toUpperCase(), character.toLowerCase()];
    return same.some((text) => foldText(text) !== folded);
  });
  expect(other.map((code) => code.toString(16))).toEqual([]);
}, 60_000);

const mixed = fc.oneof(
  anyText({ maxLength: 20 }),
  fc.string({
    unit: fc.constantFrom(..."aIİıßẞΣςσᾳй ガガ゚कि़ณ้عِשָ\u0301\u0308\u0345\u0323\u00a0\u00b4\u1160각ㅏ"),
    maxLength: 12,
  }),
);

test("folding any text again or in another normal form gives the same text", () => {
  holds(
    fc.property(mixed, (text) => {
      const folded = foldText(text);
      for (const same of [folded, ...["NFC", "NFD", "NFKC", "NFKD"].map((form) => text.normalize(form))]) {
        expect(foldText(same)).toBe(folded);
      }
      expect(folded).not.toMatch(/^\p{White_Space}|\p{White_Space}$|\p{White_Space}{2}/u);
    }),
    { numRuns: runs(5000) },
  );
});

test.each([
  ["kana", 0x3041, 0x30ff],
  ["Devanagari", 0x0900, 0x097f],
  ["Bengali", 0x0980, 0x09df],
  ["Thai", 0x0e01, 0x0e5b],
  ["Arabic", 0x0620, 0x065f],
  ["Hebrew", 0x0591, 0x05f4],
])("two texts in %s fold to the same text exactly if NFKC makes them equal", (_script, first, last) => {
  const letters = fc.integer({ min: first, max: last }).map((code) => String.fromCodePoint(code));
  const text = fc.array(letters, { minLength: 1, maxLength: 4 }).map((list) => list.join(""));
  const near = fc
    .tuple(text, letters, fc.nat(4))
    .map(([one, letter, at]) => [one, one.slice(0, at) + letter + one.slice(at)]);
  const composed = (one: string) => one.normalize("NFKC").replace(/\s+/g, " ").trim();
  holds(
    fc.property(fc.oneof(near, fc.tuple(text, text)), ([one = "", other = ""]) => {
      expect(foldText(one) === foldText(other)).toBe(composed(one) === composed(other));
    }),
    { numRuns: runs(2000) },
  );
});

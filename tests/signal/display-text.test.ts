import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { displayText } from "../../src/signal/display-text.ts";
import { anyText } from "../support/data/any-text.ts";
import { holds } from "../support/data/arbitraries.ts";
import { runs } from "../support/runs.ts";

// Escapes, because none of these characters is visible.
const INVISIBLE = [
  ["C0 controls", "\u0000\u0007\u001b\u007f"],
  ["C1 controls", "\u0080\u0090\u009f"],
  ["bidi embeddings and overrides", "\u202a\u202b\u202c\u202d\u202e"],
  ["bidi isolates", "\u2066\u2067\u2068\u2069"],
  ["bidi marks", "\u200e\u200f\u061c"],
  ["zero-width characters", "\u200b\u200c\u200d\u2060\u180e"],
  ["a soft hyphen and a byte-order mark", "\u00ad\ufeff"],
  ["fillers that look like nothing", "\u115f\u1160\u3164\uffa0\u034f"],
  ["interlinear annotation", "\ufff9\ufffa\ufffb"],
  ["tags", "\u{e0001}\u{e0020}\u{e007f}"],
  ["variation selectors", "\ufe00\ufe0f\u{e0100}"],
  ["halves of surrogate pairs", "\udfff\ud800"],
  ["a blank of Braille", "\u2800"],
  ["a note without a head", "\u{1d159}"],
  ["controls of hieroglyphs", "\u{13430}\u{13438}"],
  ["what is no character", "\ufffe\uffff\ufdd0\u{1ffff}"],
  ["invisible operators", "\u2061\u2062\u2063\u2064"],
  ["old format controls", "\u206a\u206f"],
  ["controls of music and of shorthand", "\u{1d173}\u{1d17a}\u{1bca0}"],
  ["forms of Mongolian letters", "\u180b\u180c\u180d\u180f"],
] as const;

describe("invisible characters are removed", () => {
  test.each(INVISIBLE)("%s", (_what, characters) => {
    expect(displayText(`North${characters}bank`).replaceAll(" ", "")).toBe("Northbank");
    expect(displayText(characters)).toBe("");
  });

  test("a name cannot be made to read backwards, or to look like a file", () => {
    expect(displayText("a\u202egpj.exe")).toBe("agpj.exe");
    expect(displayText("\u2067bank.example\u2069")).toBe("bank.example");
  });
});

describe("characters that a script or an emoji needs stay as written", () => {
  test.each([
    ["a Persian word", "می\u200cخواهم"],
    ["a Persian plural", "کتاب\u200cها"],
    ["Urdu", "نہ\u200cہو"],
    ["a Devanagari half form", "क्\u200dष"],
    ["a Devanagari conjunct that is kept apart", "क्\u200cष"],
    ["Marathi", "दुसऱ्\u200dया"],
    ["Bengali", "র\u200d্যাব"],
    ["Sinhala", "ශ්\u200dරී ලංකා"],
    ["a Malayalam letter at the end of a word", "അവന്\u200d"],
    ["Kannada", "ಕ್\u200dಷ"],
    ["a family", "👨\u200d👩\u200d👧\u200d👦"],
    ["a woman at a computer, dark", "👩🏿\u200d💻"],
    ["a rainbow flag", "🏳\ufe0f\u200d🌈"],
    ["a heart on fire", "❤\ufe0f\u200d🔥"],
    ["a heart", "❤\ufe0f"],
    ["a heart as text", "❤\ufe0e"],
    ["a key", "1\ufe0f\u20e3 #\ufe0f\u20e3"],
    ["Scotland", "🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}"],
    ["a place name in Han", "葛\u{e0100}飾区"],
    ["Mongolian", "ᠮᠣᠩᠭᠣᠯ ᠤᠨ᠋"],
    ["Vietnamese", "Tiết kiệm"],
    ["Hebrew with points and accents", "בְּרֵאשִׁ֖ית"],
    ["Arabic with marks", "بِسْمِ ٱللَّهِ"],
    ["Thai", "น้ำ ที่นี่"],
  ])("%s", (_what, text) => {
    const composed = text.normalize("NFC");
    expect(displayText(text)).toBe(composed);
    expect(displayText(`North ${text} bank`)).toBe(`North ${composed} bank`);
  });

  test.each([
    ["a non-joiner between Latin letters", "pay\u200cpal", "paypal"],
    ["a joiner between Latin letters", "pay\u200dpal", "paypal"],
    ["a selector after a letter", "a\ufe0fb", "ab"],
    ["a selector after a digit that is no key", "1\ufe0f2", "12"],
    ["a non-joiner at an end", "کتاب\u200c", "کتاب"],
    ["joiners in a row", "क\u200d\u200d\u200cष", "कष"],
    ["a joiner after an emoji alone", "👩\u200d", "👩"],
    ["tags after another emoji", "🏁\u{e0067}\u{e0062}\u{e007f}", "🏁"],
    ["tags without an end", "🏴\u{e0067}\u{e0062}", "🏴"],
    [
      "a message in tags",
      `🏴${[..."ignoreallthat"].map((c) => String.fromCodePoint(0xe0000 + c.charCodeAt(0))).join("")}\u{e007f}`,
      "🏴",
    ],
    ["a selector of Han after Latin", "a\u{e0100}", "a"],
    ["text that turns round, among letters that join", "می\u202e\u200cخواهم", "می\u200cخواهم"],
  ])("but not %s", (_what, text, shown) => {
    expect(displayText(text)).toBe(shown);
  });
});

describe("text that looks empty, or would cover other lines", () => {
  test.each([
    "\u2800",
    "\u2800 \u2800",
    "\u200d",
    "\u0301",
    " \u0301\u0302",
    "\ufe0f",
    "\u20e3",
    "\u{1d159}",
    "\u3164\u2800\u200b",
  ])("%j is no name", (text) => expect(displayText(text)).toBe(""));

  test("a letter keeps at most four combining marks", () => {
    const pile = "\u0335\u0321\u0316\u0317\u0318\u0300\u0301\u0302".repeat(8);
    for (const letter of ["a", "ก", "ש", "क"]) {
      const shown = displayText(`N${letter}${pile}me`);
      expect(shown).toMatch(/me$/);
      expect(shown.normalize("NFD").match(/\p{Mn}/gu)?.length).toBeLessThanOrEqual(5);
    }
    expect(displayText(`a${"\u20dd".repeat(60)}`)).toBe(`a${"\u20dd".repeat(4)}`);
  });
});

test("white space of any kind becomes one plain space, and none at the ends", () => {
  expect(displayText("\t North\r\n\u2028 \u00a0bank\u3000 ")).toBe("North bank");
  expect(displayText("North \u200b bank")).toBe("North bank");
});

test("letters of every script, accents and emoji stay unchanged", () => {
  for (const name of ["Bücher Müller", "Ελληνική", "Банк", "日本語", "بنك", "Ñandú", "🏦 Bank"]) {
    expect(displayText(name)).toBe(name);
  }
  expect(displayText("e\u0301")).toBe("\u00e9");
});

/** Joiners, selectors, tags: the only invisible characters that a script or an emoji may need. */
const mayBeNeeded = (character: string): boolean => {
  const code = character.codePointAt(0) ?? 0;
  const among = (first: number, last: number) => code >= first && code <= last;
  const selectors = among(0xfe00, 0xfe02) || among(0xfe0e, 0xfe0f) || among(0xe0100, 0xe01ef) || among(0x180b, 0x180f);
  return among(0x200c, 0x200d) || selectors || among(0xe0030, 0xe007f);
};

const spelled = fc.oneof(
  anyText({ maxLength: 60 }),
  fc.string({
    unit: fc.constantFrom(
      ..."aक्षمی❤👩💻🏴1 ഗ葛",
      "\u200c",
      "\u200d",
      "\ufe0f",
      "\u20e3",
      "\u{e0067}",
      "\u{e007f}",
      "\u0301",
      "\u202e",
    ),
    maxLength: 16,
  }),
  fc.string({
    unit: fc.constantFrom("a", " ", "e", "\u0301", "\u200b", "\u202e", "\n", "🏦", "\ud800", "ﬀ"),
    maxLength: 20,
  }),
);

test("any text becomes clean, keeps characters whole and fits its limit; clean text stays unchanged", () => {
  holds(
    fc.property(spelled, fc.integer({ min: 1, max: 12 }), (text, most) => {
      const shown = displayText(text, most);
      expect(shown).not.toMatch(/[\p{Cc}\p{Cs}\p{Bidi_Control}\u2028-\u202e\u2800]|\s{2}|^\s|\s$/u);
      expect(shown).not.toMatch(/[\p{Mn}\p{Me}]{5}/u);
      const unseen = shown.match(/\p{Default_Ignorable_Code_Point}/gu) ?? [];
      expect(unseen.filter((character) => !mayBeNeeded(character))).toEqual([]);
      expect([...shown].length).toBeLessThanOrEqual(most);
      expect(shown.normalize("NFC")).toBe(shown);
      expect(displayText(shown, most)).toBe(shown);
    }),
    { numRuns: runs(2000) },
  );
});

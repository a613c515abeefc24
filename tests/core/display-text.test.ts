import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { displayText } from "../../src/core/display-text.ts";
import { anyText } from "../support/any-text.ts";
import { runs } from "../support/runs.ts";
import { holds } from "./arbitraries.ts";

// Written with escapes on purpose: none of these can be seen.
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
] as const;

describe("what cannot be seen is not shown", () => {
  test.each(INVISIBLE)("%s", (_what, characters) => {
    expect(displayText(`North${characters}bank`).replaceAll(" ", "")).toBe("Northbank");
    expect(displayText(characters)).toBe("");
  });

  test("a name cannot be made to read backwards, or to look like a file", () => {
    expect(displayText("a\u202egpj.exe")).toBe("agpj.exe");
    expect(displayText("\u2067bank.example\u2069")).toBe("bank.example");
  });
});

test("white space of any kind is one plain space, and none at the ends", () => {
  expect(displayText("\t North\r\n\u2028 \u00a0bank\u3000 ")).toBe("North bank");
  expect(displayText("North \u200b bank")).toBe("North bank");
});

test("letters of every script, accents and emoji stay", () => {
  for (const name of ["Bücher Müller", "Ελληνική", "Банк", "日本語", "بنك", "Ñandú", "🏦 Bank"]) {
    expect(displayText(name)).toBe(name);
  }
  expect(displayText("e\u0301")).toBe("\u00e9");
});

const spelled = fc.oneof(
  anyText({ maxLength: 60 }),
  fc.string({
    unit: fc.constantFrom("a", " ", "e", "\u0301", "\u200b", "\u202e", "\n", "🏦", "\ud800", "ﬀ"),
    maxLength: 20,
  }),
);

test("any text comes back clean, whole characters only, no longer than allowed, and clean text stays as it is", () => {
  holds(
    fc.property(spelled, fc.integer({ min: 1, max: 12 }), (text, most) => {
      const shown = displayText(text, most);
      expect(shown).not.toMatch(/[\p{Cc}\p{Cs}\p{Default_Ignorable_Code_Point}\u2028-\u202e]|\s{2}|^\s|\s$/u);
      expect([...shown].length).toBeLessThanOrEqual(most);
      expect(shown.normalize("NFC")).toBe(shown);
      expect(displayText(shown, most)).toBe(shown);
    }),
    { numRuns: runs(2000) },
  );
});

// Hints for translators, and rules of single languages that a translation breaks easily.
import { describe, expect, test } from "vitest";
import { entriesOf, FOLDERS, FORM, placeholders, textsOf } from "./support/data/interface-texts.ts";

/** The matches of a pattern in the texts, after removal of the parts that it must not see. */
const found = (language: string, pattern: RegExp, ignored = /https?:\/\/|IEEE 7012:|\d\d:\d\d/g) =>
  Object.entries(textsOf(language)).filter(([, text]) => pattern.test(text.replaceAll(ignored, "")));

describe("a text that is ambiguous without its window", () => {
  const english = Object.entries(entriesOf("en"));
  const stems = new Map<string, Set<string>>();
  for (const [key, { message }] of english)
    stems.set(message, (stems.get(message) ?? new Set()).add(key.replace(FORM, "")));

  test("has a description if it is a single word, a part of a sentence or the text of several keys", () => {
    const unclear = english.filter(
      ([, { message }]) => /^(?:\p{L}+$|\p{Ll})/u.test(message) || (stems.get(message)?.size ?? 0) > 1,
    );
    expect(unclear.length).toBeGreaterThan(100);
    expect(unclear.filter(([, { description = "" }]) => description.length < 10).map(([key]) => key)).toEqual([]);
  });

  test("has its description only in English, the source language of translators", () => {
    for (const language of FOLDERS.filter((one) => one !== "en"))
      expect(
        Object.values(entriesOf(language)).filter((entry) => "description" in entry),
        language,
      ).toEqual([]);
  });
});

describe("French", () => {
  test("elides no word before a value, because the next letter is unknown", () => {
    const digits = "count|pairs|tied|worse|better|n|date|from|until|due|sent|time|moment";
    const elided = "de|que|le|la|ne|se|me|te|je|ce|jusque|lorsque|puisque";
    expect(found("fr", new RegExp(`(?<![\\p{L}’])(?:${elided}) \\{(?!(?:${digits})\\})`, "iu"))).toEqual([]);
  });

  test("has no-break spaces before its punctuation and inside its quotation marks", () => {
    expect(found("fr", /[^\u00a0\u202f][:;?»]|«[^\u00a0]/)).toEqual([]);
  });
});

test("Spanish opens each question", () => {
  const halves = Object.values(textsOf("es")).filter((text) => text.split("?").length !== text.split("¿").length);
  expect(halves).toEqual([]);
});

test("three dots stand after a space in German, and after a colon", () => {
  for (const language of FOLDERS)
    expect(found(language, language === "de" ? /[^\s("]…/ : /[^:\s]\s…|:…/), language).toEqual([]);
});

test("no translation has straight quotation marks or apostrophes", () => {
  for (const language of FOLDERS) expect(found(language, /["']/), language).toEqual([]);
});

describe("a translation keeps to LANGUAGES.md", () => {
  const outsideLetters = (language: string, pattern: RegExp) =>
    found(language, pattern).filter(([key]) => !key.startsWith("letter_"));

  test("with one address: Sie, vous, tú, je; only the texts of Dutch and Spanish letters are formal", () => {
    expect(found("de", /\b(?:du|dich|dir|dein\w*)\b/i)).toEqual([]);
    expect(found("fr", /(?<![\p{L}-])(?:tu|toi|ton|tes)(?!\p{L})/iu)).toEqual([]);
    expect(outsideLetters("es", /\b(?:usted(?:es)?|su navegador|sus dispositivos|pulse)\b/i)).toEqual([]);
    expect(outsideLetters("nl", /\b(?:u|uw)\b/i)).toEqual([]);
  });

  test.each([
    ["fr", "press", /(?<!\p{L})press(?:ez|er)/iu],
    ["nl", "sum up", /op te tellen/i],
    ["en", "undo", /taken back\.|left to take back|can be taken back/i],
    ["de", "sync", /synchron/i],
    ["de", "promise", /zusage/i],
    ["es", "note", /anotaci/i],
    ["es", "insight", /análisis/i],
    ["fr", "import", /copie à reprendre/i],
    ["nl", "import", /in te lezen/i],
    ["nl", "take back", /terugne|teruggenomen/i],
  ])("in %s, with one word for %s", (language, _, stray) => {
    expect(found(language, stray)).toEqual([]);
  });
});

test("every value has a word as name, so that a translator can guess its content", () => {
  const names = new Set(Object.values(textsOf("en")).flatMap(placeholders));
  expect([...names].filter((name) => name.length < 2 && name !== "n")).toEqual([]);
});

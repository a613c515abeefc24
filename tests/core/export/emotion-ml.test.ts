import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { emotionMlOf } from "../../../src/core/export/emotion-ml.ts";
import { WORD_TABLE } from "../../../src/core/insight/words.ts";
import type { Feeling } from "../../../src/core/record/tables.ts";
import { EFFORTS, SUCCESSES, TAGS, VALUES, WORDS } from "../../../src/signal/feeling-vocabulary.ts";
import { anyText } from "../../support/data/any-text.ts";
import { holds } from "../../support/data/arbitraries.ts";
import { feeling } from "../../support/data/diaries.ts";
import { emotionMlFaults } from "../../support/data/emotion-ml-rules.ts";
import { readXml, type XmlElement } from "../../support/data/xml.ts";

/** Any text, including characters that XML forbids or that must be escaped. */
const text = fc.oneof(
  anyText(),
  fc.constantFrom("<b>&amp;\"'</b>", "]]>", "\u0000\u0008\u001f\ufffe\uffff", "\ud800", "a\tb\nc\rd"),
);

const anyFeeling: fc.Arbitrary<Feeling> = fc.record(
  {
    id: fc.string(),
    at: fc.oneof(
      fc.date({ min: new Date(0), max: new Date("2100-01-01"), noInvalidDate: true }).map((date) => date.toISOString()),
      fc.constantFrom("", "yesterday", "1960-01-01T00:00:00Z"),
    ),
    company: fc.oneof(fc.domain(), text),
    scale: fc.constant(5 as const),
    value: fc.constantFrom(...VALUES),
    how: fc.constantFrom("self", "nudge", "question", "import"),
    delayMinutes: fc.nat(),
    words: fc.subarray([...WORDS], { maxLength: 3 }),
    about: fc.array(fc.oneof(fc.constantFrom(...TAGS), text), { maxLength: 4 }),
    success: fc.constantFrom(...SUCCESSES),
    effort: fc.constantFrom(...EFFORTS),
    wanted: text,
    note: text,
  },
  { requiredKeys: ["id", "at", "company", "scale", "value", "how", "delayMinutes"] },
);

const emotionsOf = (source: string): XmlElement[] => readXml(source).children.filter(({ name }) => name === "emotion");
const only = (one: Feeling): XmlElement => emotionsOf(emotionMlOf([one]))[0] as XmlElement;
const dimensions = (emotion: XmlElement): Record<string, string> =>
  Object.fromEntries(
    emotion.children
      .filter(({ name }) => name === "dimension")
      .map(({ attributes }) => [attributes.get("name") ?? "", attributes.get("value") ?? ""]),
  );

describe("an EmotionML document", () => {
  test("follows every rule of the recommendation for any diary", () => {
    holds(
      fc.property(fc.array(anyFeeling, { maxLength: 6 }), (feelings) => {
        expect(emotionMlFaults(emotionMlOf(feelings))).toEqual([]);
      }),
    );
  });

  test("contains one feeling as expected", () => {
    const one = feeling("2026-11-22", -2, {
      words: ["trapped", "angry", "worried"],
      about: ["cancel", 'the "small" print'],
      success: "no",
      effort: "hard",
    });
    expect(emotionMlOf([one])).toBe(
      [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<emotionml version="1.0" xmlns="http://www.w3.org/2009/10/emotionml">',
        '  <vocabulary type="category" id="regards-words"><item name="confused"/><item name="ignored"/><item name="misled"/><item name="trapped"/></vocabulary>',
        '  <emotion id="f1" category-set="#regards-words" dimension-set="http://www.w3.org/TR/emotion-voc/xml#pad-dimensions" start="1795348800000"><info><feeling xmlns="https://regards.invalid/ns/feeling" company="shop.example" value="-2" how="self" success="no" effort="hard" delay-minutes="0"><about>cancel</about><about>the &quot;small&quot; print</about></feeling></info><dimension name="pleasure" value="0"/><dimension name="arousal" value="0.7"/><dimension name="dominance" value="0.3"/><category name="trapped"/><reference uri="https://shop.example/" role="triggeredBy"/></emotion>',
        '  <emotion id="f1-2" category-set="http://www.w3.org/TR/emotion-voc/xml#everyday-categories" start="1795348800000"><category name="angry"/><category name="worried"/><reference uri="https://shop.example/" role="triggeredBy"/></emotion>',
        "</emotionml>",
        "",
      ].join("\n"),
    );
  });

  test("contains only the vocabulary for an empty diary", () => {
    expect(emotionMlFaults(emotionMlOf([]))).toEqual([]);
    expect(emotionsOf(emotionMlOf([]))).toEqual([]);
  });

  test("is the same for the same diary in any order", () => {
    const feelings = [feeling("2026-01-02", 1), feeling("2026-01-01", -1)];
    expect(emotionMlOf(feelings)).toBe(emotionMlOf(feelings.toReversed()));
    expect(emotionsOf(emotionMlOf(feelings)).map((one) => one.attributes.get("start"))).toEqual([
      String(Date.parse("2026-01-01T12:00:00Z")),
      String(Date.parse("2026-01-02T12:00:00Z")),
    ]);
  });
});

describe("an emotion", () => {
  test.each(VALUES.map((value) => [value, (value + 2) / 4] as const))(
    "of value %i has the pleasure %d",
    (value, pleasure) => {
      expect(dimensions(only(feeling("2026-01-01", value)))).toEqual({ pleasure: String(pleasure) });
    },
  );

  test("has one category for each word, with arousal and dominance from the word table", () => {
    for (const word of WORDS) {
      const emotion = only(feeling("2026-01-01", 0, { words: [word] }));
      const { arousal, control, category } = WORD_TABLE[word];
      expect(emotion.children.find(({ name }) => name === "category")?.attributes.get("name")).toBe(category);
      expect(Number(dimensions(emotion).arousal)).toBeCloseTo((arousal + 1) / 2, 4);
      expect(Number(dimensions(emotion).dominance)).toBeCloseTo((control + 1) / 2, 4);
    }
  });

  test("has all tags, and neither note nor wish", () => {
    holds(
      fc.property(fc.stringMatching(/^[a-z]{12}$/), fc.array(text, { maxLength: 3 }), (secret, tags) => {
        const source = emotionMlOf([feeling("2026-01-01", 1, { note: secret, wanted: secret, about: tags })]);
        expect(source).not.toContain(secret);
        const info = only(feeling("2026-01-01", 1, { about: tags })).children.find(({ name }) => name === "info");
        expect(info?.children[0]?.children).toHaveLength(new Set(tags).size);
      }),
    );
  });

  test("has the address of its company, and none if the company is no domain", () => {
    const uris = (company: string): (string | undefined)[] =>
      only(feeling("2026-01-01", 1, { company }))
        .children.filter(({ name }) => name === "reference")
        .map(({ attributes }) => attributes.get("uri"));
    expect(uris("user.github.io")).toEqual(["https://user.github.io/"]);
    expect(uris("xn--bcher-kva.example")).toEqual(["https://xn--bcher-kva.example/"]);
    for (const none of ["", "my baker", "a.example/path", "user@a.example", "<b>"]) expect(uris(none)).toEqual([]);
  });

  test("has no time if it is before 1970 or unreadable", () => {
    for (const day of ["1960-01-01", "some day"]) expect(only(feeling(day, 1)).attributes.has("start")).toBe(false);
  });
});

describe("the test's own rules refuse", () => {
  const good = emotionMlOf([feeling("2026-11-22", -2, { words: ["angry", "trapped"] })]);
  test.each([
    ["a word that the vocabulary lacks", 'name="angry"', 'name="furious"', "212"],
    ["a set that nobody declared", "#everyday-categories", "#weekday-categories", "161"],
    ["no set", ' category-set="#regards-words"', "", "210"],
    ["a set of another kind", "xml#pad-dimensions", "xml#occ-categories", "164"],
    ["a value above 1", 'value="0"/>', 'value="1.1"/>', "500"],
    ["a value below 0", 'value="0"/>', 'value="-0.1"/>', "500"],
    ["a dimension without value", '<dimension name="pleasure" value="0"/>', '<dimension name="pleasure"/>', "224"],
    ["the same dimension twice", 'name="arousal"', 'name="pleasure"', "223"],
    ["the same id twice", 'id="f1-2"', 'id="f1"', "174"],
    ["an id that begins with a digit", 'id="f1-2"', 'id="1"', "174"],
    ["another version", 'version="1.0" xmlns', 'version="2.0" xmlns', "110"],
    ["another namespace", "2009/10/emotionml", "2009/10/other", "102"],
    ["a time that is no whole number", 'start="1795348800000"', 'start="-5"', "420"],
    ["an unknown attribute", 'start="', 'begin="', "100"],
    ["an unknown child", "<category name=", "<mood name=", "100"],
    ["an element of EmotionML in info", ' xmlns="https://regards.invalid/ns/feeling"', "", "304"],
    ["an unknown role", "triggeredBy", "blamedOn", "414"],
    ["two items with one name", '<item name="ignored"/>', '<item name="misled"/>', "608"],
    ["an element that does not end", "</emotionml>", "", "100"],
    ["a bare ampersand", "shop.example/", "shop.example/?a&b", "100"],
  ])("%s", (_what, from, to, assertion) => {
    expect(good).toContain(from);
    const faults = emotionMlFaults(good.replace(from, to));
    expect(
      faults.filter((fault) => fault.split(" ").includes(assertion)),
      faults.join("; "),
    ).not.toEqual([]);
  });
});

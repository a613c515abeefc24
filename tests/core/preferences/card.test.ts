// The five lines of the preferences card.
import { describe, expect, test } from "vitest";
import { answersIn, cardLines, exceptionsOf, LINES } from "../../../src/core/preferences/card.ts";
import { DEFAULT_RULES } from "../../../src/core/preferences/defaults.ts";
import type { ContactRule, StoredRule } from "../../../src/core/preferences/preference.ts";
import { KINDS } from "../../../src/signal/vocabulary.ts";

const ON = "2026-11-18";
const base = { rules: [...DEFAULT_RULES] };
const own = (...rules: ContactRule[]) => ({
  rules: rules.map((rule, index): StoredRule => ({ ...rule, id: `own-${index}` })),
});
const lines = (company: { rules: StoredRule[] }) => cardLines(answersIn({ base, company }, ON));

test("each kind of message is in exactly one line", () => {
  expect(LINES.flatMap(({ kinds }) => [...kinds]).sort()).toEqual([...KINDS].sort());
});

test("the five lines show the five default rules", () => {
  const shown = cardLines(answersIn({ base }, ON));
  expect(shown.map(({ want }) => want)).toEqual(["yes", "yes", "yes", "ask", "no"]);
  expect(shown.map(({ layer }) => layer)).toEqual(Array(LINES.length).fill("base"));
  const defaults = DEFAULT_RULES.map(({ id: _id, kinds: _kinds, ...answer }) => answer);
  expect(shown.map(({ answer }) => answer)).toEqual(defaults);
});

describe("a line whose kinds differ", () => {
  test("is mixed if their answers do", () => {
    const line = lines(own({ kinds: ["news"], want: "yes" })).at(-1);
    expect(line).toMatchObject({ want: "mixed", answer: null, layer: "company" });
  });

  test("keeps the common want if only the bounds differ, but shows no bounds", () => {
    const line = lines(own({ kinds: ["support"], want: "yes", via: ["call"] }))[1];
    expect(line).toMatchObject({ want: "yes", answer: null, layer: "company" });
  });

  test("is mixed if one of them has no answer", () => {
    const only: StoredRule = { id: "only", kinds: ["service"], want: "yes" };
    expect(cardLines(answersIn({ base: { rules: [only] } }, ON)).map(({ want }) => want)).toEqual([
      null,
      "mixed",
      null,
      null,
      null,
    ]);
  });
});

test("a hold is named on the lines that it refuses, not on the excepted one", () => {
  const held = { rules: [], hold: { until: "2026-12-28", except: ["security" as const] } };
  const shown = cardLines(answersIn({ base, company: held }, ON));
  expect(shown.map(({ hold }) => hold)).toEqual([undefined, ...Array(4).fill("2026-12-28")]);
  expect(shown.slice(1).every(({ want }) => want === "no")).toBe(true);
});

test("rules about a subject decide no line; the card lists them as exceptions", () => {
  const rule = { kinds: ["security" as const], want: "no" as const, about: { label: "Mortgage" } };
  const special = { rule, source: { id: "own", layer: "company" as const } };
  const rules = [special, ...answersIn({ base }, ON)];
  expect(cardLines(rules)[0]?.want).toBe("yes");
  expect(exceptionsOf(rules)).toEqual([special]);
});

// Edits of a layer's rules that change its answer to some kinds: afterwards exactly these kinds have it.
import fc from "fast-check";
import { expect, test } from "vitest";
import { answerEdits, withEdits } from "../../../src/core/preferences/answer-edits.ts";
import { answersIn, cardLines, LINES } from "../../../src/core/preferences/card.ts";
import { DEFAULT_RULES } from "../../../src/core/preferences/defaults.ts";
import type { ContactRule, StoredRule } from "../../../src/core/preferences/preference.ts";
import { UNSAVED_ID } from "../../../src/core/preferences/rule-days.ts";
import { CHANNELS, KINDS, WANTS } from "../../../src/signal/vocabulary.ts";

const ON = "2026-11-18";
const rule: fc.Arbitrary<ContactRule> = fc.record(
  {
    kinds: fc.oneof(fc.constant("*" as const), fc.subarray([...KINDS], { minLength: 1 })),
    want: fc.constantFrom(...WANTS),
    via: fc.subarray([...CHANNELS]),
    about: fc.constant({ label: "Mortgage" }),
    from: fc.constantFrom("2026-01", "2027"),
    until: fc.constantFrom("2026-10", "2027"),
  },
  { requiredKeys: ["kinds", "want"] },
);
const rules = fc
  .array(rule, { maxLength: 6 })
  .map((some) => some.map((one, index): StoredRule => ({ ...one, id: `${index}` })));
const line = fc.constantFrom(...LINES);
const answer = fc.record({ want: fc.constantFrom(...WANTS), via: fc.constant<(typeof CHANNELS)[number][]>(["email"]) });

const shown = (own: StoredRule[]) =>
  cardLines(answersIn({ base: { rules: [...DEFAULT_RULES] }, company: { rules: own } }, ON));

test("the edited line gets the answer, and every other line keeps its own", () => {
  fc.assert(
    fc.property(rules, line, answer, (before, { id, kinds }, said) => {
      const after = withEdits(before, answerEdits(before, { kinds, answer: said }, ON), UNSAVED_ID);
      const [was, is] = [shown(before), shown(after)];
      expect(is.find((one) => one.id === id)).toMatchObject({ answer: said, want: said.want, layer: "company" });
      expect(is.filter((one) => one.id !== id)).toEqual(was.filter((one) => one.id !== id));
    }),
  );
});

test("after removing the answer, the line shows only the layer's rules for everything", () => {
  fc.assert(
    fc.property(rules, line, (before, { id, kinds }) => {
      const after = withEdits(before, answerEdits(before, { kinds, answer: null }, ON), UNSAVED_ID);
      const general = after.filter((one) => one.kinds === "*");
      const [plain, is] = [shown(general), shown(after)].map((lines) => lines.find((one) => one.id === id));
      expect(is).toEqual(plain);
      expect(after.length).toBeLessThanOrEqual(before.length);
    }),
  );
});

test("rules about a subject, about everything, over or not begun stay untouched", () => {
  fc.assert(
    fc.property(rules, line, answer, (before, { kinds }, said) => {
      const touched = answerEdits(before, { kinds, answer: said }, ON).flatMap(({ id }) => id ?? []);
      for (const { about, kinds: whole, from, until } of before.filter(({ id }) => touched.includes(id))) {
        expect([about, whole === "*", from === "2027", until === "2026-10"]).toEqual([undefined, false, false, false]);
      }
    }),
  );
});

// Draft of a letter: each kind of letter keeps its own text, whatever the order of choices and edits.
import fc from "fast-check";
import { expect, test } from "vitest";
import { LETTER_KINDS, LETTER_LAWS } from "../../../src/core/letters/letter.ts";
import {
  type LetterChoice,
  newDraft,
  ownText,
  readLetterDraft,
  withChoice,
  withOwn,
  withTyped,
} from "../../../src/features/letters/letter-draft.ts";
import { LANGUAGES } from "../../../src/ui/locale.ts";
import { anyText } from "../../support/data/any-text.ts";

const choice: fc.Arbitrary<LetterChoice> = fc.record({
  kind: fc.constantFrom(...LETTER_KINDS),
  law: fc.constantFrom(...LETTER_LAWS),
  language: fc.constantFrom(...LANGUAGES),
});

test("choosing a letter again restores its last text, from a stored draft too", () => {
  fc.assert(
    fc.property(choice, fc.array(fc.tuple(choice, anyText())), (start, steps) => {
      const written = new Map<string, string>();
      let draft = newDraft(start);
      for (const [picked, body] of steps) {
        draft = withOwn(withChoice(draft, picked), { body });
        written.set(JSON.stringify(picked), body);
      }
      const kept = readLetterDraft(JSON.stringify(withTyped(draft, { name: "Ada" })));
      expect(kept?.typed).toEqual({ name: "Ada" });
      for (const [picked, body] of written) {
        const again = kept === null ? null : withChoice(kept, JSON.parse(picked) as LetterChoice);
        expect(again === null ? null : ownText(again)?.body).toBe(body);
      }
    }),
  );
});

test("starting over clears the text of this letter only", () => {
  const start = newDraft({ kind: "copy", law: "gdpr", language: "en" });
  const other = withOwn(withChoice(withOwn(start, { body: "a" }), { law: "plain" }), { body: "b" });
  const anew = withOwn(other, undefined);
  expect(ownText(anew)).toBeUndefined();
  expect(ownText(withChoice(anew, { law: "gdpr" }))).toEqual({ body: "a" });
});

test.each(["", "null", "[]", "{}", "not JSON", '{"choice":{"kind":"x"},"own":{},"typed":{}}', '{"choice":null}'])(
  "%j is no draft",
  (text) => expect(readLetterDraft(text)).toBeNull(),
);

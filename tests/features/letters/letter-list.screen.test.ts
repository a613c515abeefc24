// The state of a letter, picked by arrow keys faster than the live query delivers what is stored.
import { h, render } from "preact";
import { act } from "preact/test-utils";
import { expect, test } from "vitest";
import type { LetterState } from "../../../src/core/letters/letter.ts";
import type { NamedLetter } from "../../../src/features/letters/read-letters.ts";
import { newScreen, pick, control as shown } from "../../support/browser/screen.ts";

const letterIn = (state: LetterState): NamedLetter => ({
  id: "e1",
  company: "shop.example",
  name: "The Shop",
  letter: "copy",
  law: "gdpr",
  at: "2026-10-18T12:00:00Z",
  due: "2026-11-17",
  state,
});

async function open(answer: unknown) {
  const sent = await newScreen<{ payload: unknown }>(() => answer);
  const { LetterList } = await import("../../../src/features/letters/letter-list.tsx");
  const deliver = (state: LetterState) =>
    act(() => render(h(LetterList, { letters: [letterIn(state)], today: "2026-11-18" }), document.body));
  await deliver("open");
  return { sent, deliver };
}

test("the list stays at the last picked state when an earlier one is delivered", async () => {
  const { sent, deliver } = await open({ batch: null });
  await pick("letter-state", "answered");
  await pick("letter-state", "refused");
  await deliver("answered");
  expect(shown<HTMLSelectElement>("letter-state")?.value).toBe("refused");
  expect(shown("letter-row")?.dataset.state).toBe("refused");
  await deliver("refused");
  await deliver("open");
  expect(shown<HTMLSelectElement>("letter-state")?.value).toBe("open");
  expect(sent.map(({ payload }) => payload)).toEqual([
    { id: "e1", state: "answered" },
    { id: "e1", state: "refused" },
  ]);
});

test("a refused state moves the list back", async () => {
  await open(null);
  await pick("letter-state", "answered");
  expect(shown<HTMLSelectElement>("letter-state")?.value).toBe("open");
});

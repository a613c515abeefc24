// The row of faces shows the latest tap, whatever earlier answers arrive in the meantime.
import { h, render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, expect, test, vi } from "vitest";
import { RatingRow } from "../../../src/features/feelings/rating-row.tsx";
import type { Value } from "../../../src/signal/feeling-vocabulary.ts";

afterEach(() => {
  render(null, document.body);
  vi.useRealTimers();
});

const rated: Value[] = [];
const show = (value: Value | null, takenBack = 0) =>
  act(() => render(h(RatingRow, { value, takenBack, onRate: (next) => void rated.push(next) }), document.body));
const seen = () => document.querySelector(".picked")?.getAttribute("data-testid") ?? null;
const tap = (testId: string) =>
  act(() => document.querySelector<HTMLInputElement>(`[data-testid="${testId}"] input`)?.click());

test("quick taps: the answer to the first does not move the row back", async () => {
  await show(null);
  await tap("rate-neither");
  await tap("rate-good");
  await show(0);
  expect(seen()).toBe("rate-good");
  // "Another visit" clears the row at once.
  await show(null);
  expect([seen(), rated]).toEqual([null, [0, 1]]);
});

test("the stored value shows after Undo, and if it differs from the tap", async () => {
  await show(null);
  await tap("rate-good");
  await show(1);
  await show(null);
  expect(seen()).toBeNull();
  vi.useFakeTimers();
  await tap("rate-good");
  vi.advanceTimersByTime(5000);
  await show(-2);
  expect(seen()).toBe("rate-very-bad");
});

test.each<[string, boolean | "chosen", string, string | null]>([
  ["saved: said so", true, "Saved: Good", "rate-good"],
  ["refused: nothing is said, and the face is not picked any more", false, "", null],
  ["only chosen: nothing is said to be saved", "chosen", "", "rate-good"],
])("a tap that is %s", async (_what, outcome, announced, picked) => {
  const { loadMessages } = await import("../../../src/ui/messages.ts");
  await loadMessages("en");
  vi.useFakeTimers();
  const onRate = () => (outcome === "chosen" ? undefined : Promise.resolve(outcome));
  await act(() => render(h(RatingRow, { value: null, onRate }), document.body));
  await tap("rate-good");
  await act(async () => void (await vi.advanceTimersByTimeAsync(2000)));
  expect(document.querySelector("[aria-live]")?.textContent).toBe(announced);
  expect(seen()).toBe(picked);
});

test("a refused quick tap does not revert the next one, which was saved", async () => {
  vi.useFakeTimers();
  const outcomes = [false, true];
  const onRate = async () => outcomes.shift() ?? true;
  await act(() => render(h(RatingRow, { value: null, onRate }), document.body));
  await tap("rate-bad");
  await tap("rate-good");
  await act(async () => void (await vi.advanceTimersByTimeAsync(2000)));
  expect(seen()).toBe("rate-good");
});

test("a tap that was undone before its answer arrived no longer shows", async () => {
  await show(null);
  await tap("rate-bad");
  await show(null, 1);
  expect(seen()).toBeNull();
  await tap("rate-bad");
  expect([seen(), rated.at(-1)]).toEqual(["rate-bad", -1]);
  await show(null, 1);
  expect(seen()).toBe("rate-bad");
});

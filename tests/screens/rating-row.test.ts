// The row of faces: what was tapped last is what is seen, whatever earlier taps are answered in the meantime.
import { h, render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, expect, test, vi } from "vitest";
import type { Value } from "../../src/core/feeling.ts";
import { RatingRow } from "../../src/features/feelings/rating-row.tsx";

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

test("quick taps: the answer to the first does not take the row back", async () => {
  await show(null);
  await tap("rate-neither");
  await tap("rate-good");
  await show(0);
  expect(seen()).toBe("rate-good");
  // Another visit begins at once.
  await show(null);
  expect([seen(), rated]).toEqual([null, [0, 1]]);
});

test("what is stored is seen: after Undo, and when it is not what was tapped", async () => {
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

test("a tap that was taken back before its answer was seen is not seen any more", async () => {
  await show(null);
  await tap("rate-bad");
  await show(null, 1);
  expect(seen()).toBeNull();
  await tap("rate-bad");
  expect([seen(), rated.at(-1)]).toEqual(["rate-bad", -1]);
  await show(null, 1);
  expect(seen()).toBe("rate-bad");
});

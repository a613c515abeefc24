import * as fc from "fast-check";
import { expect, test } from "vitest";
import { rangeTallyOf, withMonth } from "../../../src/core/insight/months-text.ts";
import { holds } from "../../support/data/arbitraries.ts";

const PERIOD = { from: "2025-11-23", until: "2026-11-22" };
const of = (n: number, good = 0, bad = 0) => ({ n, good, bad });

test("months are sorted; setting a month again replaces it, and setting it to zero days removes it", () => {
  const text = withMonth(withMonth("", "2026-11", of(2, 1, 1)), "2025-03", of(1));
  expect(text).toBe("2025-03 1 0 0;2026-11 2 1 1");
  expect(withMonth(text, "2026-11", of(3, 3))).toBe("2025-03 1 0 0;2026-11 3 3 0");
  expect(withMonth(withMonth(text, "2026-11", of(0)), "2025-03", of(0))).toBe("");
});

test("the first month of a range is an edge; the last one too, unless nothing was noted after it", () => {
  const months = "2025-10 9 9 9;2025-11 4 1 2;2025-12 3 2 1;2026-11 5 0 4;2026-12 7 7 7";
  expect(rangeTallyOf({ months, latestAt: "2026-11-21T23:00:00Z" }, PERIOD)).toEqual({
    whole: of(8, 2, 5),
    edges: of(4, 1, 2),
    edgeMonths: ["2025-11"],
  });
  expect(rangeTallyOf({ months, latestAt: "2026-11-22T00:00:00Z" }, PERIOD)).toEqual({
    whole: of(3, 2, 1),
    edges: of(9, 1, 6),
    edgeMonths: ["2025-11", "2026-11"],
  });
  expect(rangeTallyOf({ months: "", latestAt: "" }, PERIOD)).toMatchObject({
    whole: of(0),
    edges: of(0),
    edgeMonths: [],
  });
});

test("every month reads back, set in any order", () => {
  const month = fc.integer({ min: 1, max: 12 }).map((number) => `2026-${String(number).padStart(2, "0")}`);
  const set = fc.record({ month, n: fc.nat(40), good: fc.nat(20), bad: fc.nat(20) });
  holds(
    fc.property(fc.array(set, { maxLength: 20 }), (list) => {
      const text = list.reduce((line, { month: of, ...tally }) => withMonth(line, of, tally), "");
      const last = new Map(list.map(({ month: of, ...tally }) => [of, tally]));
      const { whole } = rangeTallyOf({ months: text, latestAt: "" }, { from: "2025-12-31", until: "2026-12-31" });
      const kept = [...last.values()].filter(({ n }) => n > 0);
      for (const side of ["n", "good", "bad"] as const)
        expect(whole[side]).toBe(kept.reduce((sum, one) => sum + one[side], 0));
    }),
  );
});

// Reliability of "it got better since you told them", in simulated diaries for which the truth is known.
import { describe, expect, test } from "vitest";
import { LENGTHS } from "../../support/data/made-up-people.ts";
import {
  answerTo,
  betterIn,
  KINDS,
  type Kind,
  MOST_OTHERS,
  OTHERS,
  personOf,
  type Truth,
} from "../../support/data/told-simulation.ts";
import { thorough } from "../../support/runs.ts";

/** Diaries of each kind: for the table of docs/INSIGHT.md, in `npm test`, and in the check before a commit. */
const RUNS = process.env.TABLE === "1" ? 2000 : thorough ? 1000 : 60;

/** Standard error of a percentage. One run in six exceeds the truth by one error, one in a thousand by three. */
const errors = (bound: number, runs: number): number => Math.sqrt((bound * (100 - bound)) / runs);
/** Tolerance for the mean over all shapes: none with the number of diaries of `npm test`. */
const room = (bound: number, runs: number): number => (thorough ? 0 : 3 * errors(bound, runs));
const mean = (list: readonly number[]): number => list.reduce((sum, one) => sum + one, 0) / list.length;

const EVEN = KINDS.filter(({ shape }) => shape === "even");
const UPSWING = { gain: 0.8, elsewhere: 0.8 } as const;
const GAIN = { gain: 1.8 } as const;
const BOTH = { gain: 2.6, elsewhere: 0.8 } as const;
const BAD_RUN = { spokeUp: "after a bad run" } as const;
const WORST = { spokeUp: "to the worst" } as const;

/** A test of many diaries, on a busy machine. */
const LONG = { timeout: 600_000 };

describe.each(LENGTHS)("how often it says better, %s visits, five shapes of diaries, 3, 6 and 12 others", (length) => {
  const kinds = KINDS.filter((kind) => kind.length === length);

  test.each([
    ["nothing changed: in at most 5.5 of 100", {}, 5.5],
    ["everything improved for everyone: in at most 10", UPSWING, 10],
    ["told after a bad run: in at most 4", BAD_RUN, 4],
  ] as const)("%s", LONG, (_title, truth, bound) => {
    const shapes = kinds.map((kind) => betterIn(kind, truth, { runs: RUNS }));
    OTHERS.forEach((_, index) => {
      const shares = shapes.map((shape) => shape[index] ?? 100);
      expect(mean(shares)).toBeLessThanOrEqual(bound + room(bound, RUNS * shares.length));
      for (const share of shares) expect(share).toBeLessThanOrEqual(bound + 3 * errors(bound, RUNS));
    });
  });
});

describe("how often it says better", () => {
  test(
    "it got better by 1.8 standard deviations: in 73 of 100 with 8 + 8 visits, in 82 with mixed lengths",
    LONG,
    () => {
      for (const kind of EVEN) {
        const bound = kind.length === "8 + 8" ? 73 : 82;
        for (const share of betterIn(kind, GAIN, { runs: RUNS }))
          expect(share).toBeGreaterThanOrEqual(bound - room(bound, RUNS));
      }
    },
  );

  test("in at most 4 after a rare bad run in mostly good visits of mixed lengths", LONG, () => {
    // The cell nearest to its bound: six times as many diaries.
    const runs = 6 * RUNS;
    for (const share of betterIn({ shape: "mostly good", length: "mixed" }, BAD_RUN, { runs }))
      expect(share).toBeLessThanOrEqual(4 + room(4, runs));
  });

  test("the same gain inside an upswing: in 45, although the others improved too", LONG, () => {
    for (const kind of EVEN) {
      const [share = 0] = betterIn(kind, BOTH, { runs: RUNS, others: [3] });
      expect(share).toBeGreaterThanOrEqual(45 - room(45, RUNS));
    }
  });

  test("nothing changed and a mood carries over half of itself: in about 6 on average", LONG, () => {
    const all = KINDS.flatMap((kind) => betterIn(kind, { lasting: 0.5 }, { runs: RUNS }));
    expect(mean(all)).toBeLessThanOrEqual(6.5 + room(6.5, RUNS));
    for (const share of all) expect(share).toBeLessThanOrEqual(8 + 3 * errors(8, RUNS));
  });

  test("a remaining limit: the worst of twelve, told after its last eight visits, in 9 to 15", LONG, () => {
    const all = EVEN.flatMap((kind) => betterIn(kind, WORST, { runs: RUNS, others: [MOST_OTHERS - 1] }));
    expect(mean(all)).toBeLessThanOrEqual(15 + room(15, RUNS));
    expect(mean(all)).toBeGreaterThanOrEqual(9 - room(9, RUNS));
  });
});

describe("with few others", () => {
  const TRIES = Math.ceil(RUNS / 5);
  const often = (verdict: string, truth: Truth, count: number): number => {
    const verdicts = Array.from({ length: TRIES }, (_, run) => {
      const person = personOf(900_000 + run, { shape: "even", length: "mixed" }, truth);
      return answerTo(person, person.others().slice(0, count)).verdict;
    });
    return (100 * verdicts.filter((one) => one === verdict).length) / TRIES;
  };

  test("with none: never better", () => {
    expect(often("better", GAIN, 0)).toBe(0);
  });

  test.each([1, 2])("with %d the fixed lead decides: rarely after no change, mostly after a real gain", (count) => {
    expect(often("better", {}, count)).toBeLessThanOrEqual(5.5 + 3 * errors(5.5, TRIES));
    expect(often("better", UPSWING, count)).toBeLessThanOrEqual(11 + 3 * errors(11, TRIES));
    expect(often("better", GAIN, count)).toBeGreaterThanOrEqual(70 - 3 * errors(70, TRIES));
  });

  test("after it got worse: never better, and worse as often as better after a gain", () => {
    expect(often("better", { gain: -1.8 }, 3)).toBe(0);
    expect(often("worse", { gain: -1.8 }, 3)).toBeGreaterThanOrEqual(82 - 3 * errors(82, TRIES));
  });
});

// TABLE=1 THOROUGH=1 npx vitest run --project pure core/insight/simulation.test -t "the table" prints the table of docs/INSIGHT.md.
test.runIf(process.env.TABLE === "1")("the table", { timeout: 900_000 }, () => {
  const rows = [
    ["nothing changed", {}],
    ["nothing changed, moods last (.5 instead of .3)", { lasting: 0.5 }],
    ["everything improved by 0.8 SD, everywhere", UPSWING],
    ["nothing changed, told after a bad run", BAD_RUN],
    ["nothing changed, told the worst of twelve", WORST],
    ["a gain of 1.8 SD at the one company", GAIN],
    ["the same gain while everything improved by 0.8 SD", BOTH],
  ] as const;
  const shares = (kinds: readonly Kind[], truth: Truth): string => {
    const others = truth === WORST ? [MOST_OTHERS - 1] : OTHERS;
    const all = kinds.flatMap((kind) => betterIn(kind, truth, { runs: RUNS, others })).map(Math.round);
    return `${Math.min(...all)}–${Math.max(...all)}`;
  };
  const columns = [["even"], ["mostly bad"], ["mostly good"], ["mostly neither"], ["good or bad"]];
  const lines = rows.map(([name, truth]) => [
    name,
    ...columns.map(([shape]) =>
      shares(
        KINDS.filter((kind) => kind.shape === shape),
        truth,
      ),
    ),
  ]);
  console.log([["truth", ...columns.flat()], ...lines].map((cells) => `| ${cells.join(" | ")} |`).join("\n"));
});

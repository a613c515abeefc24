// Studies: plans that randomise no opt-out, arms, and the share of misleading results.
import { describe, expect, test } from "vitest";
import { asksFor, checkPlan, type StudyPlan } from "../../../src/kit/receiver/study.ts";
import { intervalOf, resultOf } from "../../../src/kit/receiver/study-result.ts";
import { armOf, subjectOf } from "../../../src/kit/receiver/subject.ts";
import type { PreferencesDocument } from "../../../src/signal/document.ts";
import { chance } from "../../support/data/diaries.ts";
import { SECRET } from "../../support/receiver/items.ts";
import { runs } from "../../support/runs.ts";

const plan = (use: unknown, members: object = {}): unknown => ({ name: "short", use, customersPerArm: 20, ...members });

describe("a plan", () => {
  test.each([{ style: "short" }, { kind: "advice" }, { kind: "advice", product: "mortgage" }])(
    "of %j is valid",
    (use) => {
      expect(checkPlan(plan(use))).toEqual(plan(use));
    },
  );

  test.each([
    { style: "no-upsell" },
    { kind: "offers", want: "no" },
    { kind: "offers", want: "ask" },
    { kind: "offers", limit: { max: 1, per: "month" } },
    { kind: "offers", via: ["email"] },
    { quiet: true },
    { purposes: ["marketing"] },
    { terms: "SD-BASE" },
    { support: "bsl" },
    { style: "short", want: "no" },
  ])("of %j would randomise an opt-out, and is refused", (use) => {
    expect(() => checkPlan(plan(use))).toThrow(/cannot randomise .* hold for every customer\.$/);
  });

  test.each([
    [plan({ style: "loud" }), /must name one style/],
    [plan({}), /must name one style/],
    [plan({ style: "short", kind: "advice" }), /must name one style/],
    [plan("short"), /is an object/],
    [null, /is an object/],
    [plan({ style: "short" }, { name: "a b" }), /needs a name/],
    [plan({ style: "short" }, { customersPerArm: 19 }), /from 20 to 100000/],
    [plan({ style: "short" }, { customersPerArm: 20.5 }), /planned number/],
    [plan({ style: "short" }, { optOut: true }), /cannot randomise "optOut"/],
  ])("%j is refused with a sentence", (value, sentence) => {
    expect(() => checkPlan(value)).toThrow(sentence);
  });
});

describe("a customer", () => {
  const document = (members: Partial<PreferencesDocument>): PreferencesDocument => ({
    cmr: "0.1",
    issued: "2026-11-22T00:00:00Z",
    expires: "2026-12-15T00:00:00Z",
    purposes: ["improve"],
    ...members,
  });
  const contact = (want: "yes" | "ask" | "no") => ({
    rules: [{ kinds: ["advice" as const], want }],
    quiet: [],
    timeZone: "Europe/London",
  });
  const day = "2026-11-26";

  test("asks for a use by a style or a yes, and never by a no or an ask", () => {
    const style = { style: "short" as const };
    expect(asksFor(style, document({ treatment: { style: ["short"] } }), day)).toBe(true);
    expect(asksFor(style, document({ treatment: { style: ["formal"] } }), day)).toBe(false);
    expect(asksFor(style, document({}), day)).toBe(false);
    for (const want of ["yes", "ask", "no"] as const)
      expect(asksFor({ kind: "advice" }, document({ contact: contact(want) }), day)).toBe(want === "yes");
    expect(asksFor({ kind: "offers" }, document({ contact: contact("yes") }), day)).toBe(false);
  });

  test("joins no study unless the document permits research", () => {
    const wished = { treatment: { style: ["short"] } };
    expect(asksFor({ style: "short" }, document({ ...wished, purposes: ["service", "marketing"] }), day)).toBe(false);
    expect(asksFor({ style: "short" }, document({ ...wished, purposes: ["research"] }), day)).toBe(true);
  });

  test("has a fixed arm in each study, independent of other studies; each arm gets half of the customers", () => {
    const subjects = Array.from({ length: 4000 }, (_, at) => subjectOf(SECRET, { handle: `c${at}` }));
    const arms = (study: string) => subjects.map((subject) => armOf(SECRET, study, subject));
    expect(arms("one")).toEqual(arms("one"));
    const both = subjects.filter((subject) => armOf(SECRET, "one", subject) === armOf(SECRET, "two", subject));
    for (const many of [arms("one").filter((arm) => arm === "honour").length, both.length])
      expect(Math.abs(many - 2000)).toBeLessThan(4 * Math.sqrt(1000));
  });
});

describe("a result", () => {
  test("has share, interval and p as computed by hand", () => {
    const [low, high] = [new Array<number>(20).fill(-1), new Array<number>(20).fill(1)];
    expect(resultOf(high, low)).toMatchObject({ customersPerArm: 20, share: 1, high: 1, verdict: "better" });
    expect(resultOf(low, high)).toMatchObject({ share: 0, low: 0, verdict: "worse" });
    expect(resultOf(low, low)).toMatchObject({ share: 0.5, p: 1, verdict: "no-clear-difference" });
    // At a share of one half and equal arms, the error is that of the rank sum test: the root of (2n + 1) / (12 n n).
    const { low: from, high: to } = intervalOf(0.5, 20, 20);
    expect(from + to).toBeCloseTo(1, 9);
    expect(to).toBeGreaterThan(0.65);
    expect(to).toBeLessThan(0.5 + 1.96 * Math.sqrt(41 / 4800) + 0.001);
  });

  test("mirrors the result of the exchanged arms", () => {
    const random = chance(5);
    for (let round = 0; round < 30; round++) {
      const draw = (): number[] => Array.from({ length: 25 }, () => Math.floor(random() * 5) - 2);
      const [one, other] = [draw(), draw()];
      const [there, back] = [resultOf(one, other), resultOf(other, one)];
      expect(there.share + back.share).toBeCloseTo(1, 9);
      expect(there.low + back.high).toBeCloseTo(1, 6);
      expect(there.p).toBeCloseTo(back.p, 1);
    }
  });
});

/** Shares of the five words among a company's customers: even, mostly good, mostly bad, good or bad. */
const SHAPES = [
  [20, 20, 20, 20, 20],
  [3, 7, 15, 45, 30],
  [30, 45, 15, 7, 3],
  [35, 10, 10, 10, 35],
] as const;

const PLAN: StudyPlan = { name: "made-up", use: { style: "short" }, customersPerArm: 30 };

/** The secret decides the arm of each customer; `gain` raises the feelings of honoured ones. */
function studied(seed: number, shape: readonly number[], gain: number) {
  const random = chance(seed);
  const felt = (honoured: boolean): number => {
    const drawn = random() * 100;
    const value = shape.findIndex((_, word) => drawn < shape.slice(0, word + 1).reduce((a, b) => a + b, 0)) - 2;
    return honoured && random() < gain ? Math.min(2, value + 1) : value;
  };
  const arms = { honour: [] as number[], usual: [] as number[] };
  for (let customer = 0; Math.min(arms.honour.length, arms.usual.length) < PLAN.customersPerArm; customer++) {
    const subject = subjectOf(SECRET, { handle: `${seed} ${customer}` });
    const arm = armOf(SECRET, PLAN.name, subject);
    arms[arm].push(felt(arm === "honour"));
  }
  const first = (values: readonly number[]): number[] => values.slice(0, PLAN.customersPerArm);
  return resultOf(first(arms.honour), first(arms.usual));
}

describe("of many studies", () => {
  const many = runs(800);
  const of = (share: number): number => many * share + 3.3 * Math.sqrt(many * share * (1 - share));

  test("without a difference, at most 5 of 100 find one, and at most 5 intervals exclude one half", () => {
    const results = Array.from({ length: many }, (_, at) => studied(at, SHAPES[at % SHAPES.length] ?? [], 0));
    expect(results.filter(({ verdict }) => verdict !== "no-clear-difference").length).toBeLessThan(of(0.05));
    expect(results.filter(({ low, high }) => low > 0.5 || high < 0.5).length).toBeLessThan(of(0.05));
    // The test is not merely silent: between 1 and 5 of 100.
    if (many >= 800) expect(results.filter(({ p }) => p <= 0.05).length).toBeGreaterThan(many * 0.01);
  });

  test("with honoured customers mostly one word better, most find that, and none the opposite", () => {
    const [even] = SHAPES;
    const results = Array.from({ length: Math.min(many, 200) }, (_, at) => studied(at, even, 1));
    expect(results.filter(({ verdict }) => verdict === "better").length).toBeGreaterThan(results.length * 0.5);
    expect(results.filter(({ verdict }) => verdict === "worse")).toEqual([]);
  });
});

// Valid and invalid documents: docs/SIGNAL.md, "Preferences document".
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeDocument } from "../../src/signal/decode-document.ts";
import { holds } from "../support/data/arbitraries.ts";
import { runs } from "../support/runs.ts";

const least = { cmr: "0.1", issued: "2026-11-22T00:00:00Z", expires: "2026-12-22T00:00:00Z", purposes: ["service"] };
const contact = { rules: [], quiet: [], timeZone: "Europe/London" };
const stateOf = (more: object, now?: number) => decodeDocument({ ...least, ...more }, now).state;
const withRule = (more: object) =>
  stateOf({ contact: { ...contact, rules: [{ kinds: ["news"], want: "yes", ...more }] } });

describe("the period of a document", () => {
  test.each([
    ["30 days to the second", {}, "preferences"],
    ["a second more", { expires: "2026-12-22T00:00:01Z" }, "invalid"],
    ["ten years", { expires: "2036-11-22T00:00:00Z" }, "invalid"],
    ["until the year 9999", { expires: "9999-12-31T23:59:59Z" }, "invalid"],
    ["no time at all", { expires: least.issued }, "invalid"],
    ["it ends before it begins", { expires: "2026-11-21T00:00:00Z" }, "invalid"],
    [
      "issued on a day that no calendar has",
      { issued: "2026-02-30T00:00:00Z", expires: "2026-03-15T00:00:00Z" },
      "invalid",
    ],
    ["until a day that no calendar has", { expires: "2026-11-31T00:00:00Z" }, "invalid"],
    ["a leap day", { issued: "2028-02-29T00:00:00Z", expires: "2028-03-01T00:00:00Z" }, "preferences"],
    ["no leap day", { issued: "2027-02-29T00:00:00Z", expires: "2027-03-01T00:00:00Z" }, "invalid"],
  ])("%s", (_what, more, state) => {
    expect(stateOf(more)).toBe(state);
  });

  test("may begin up to a day from now; an expired document still decodes", () => {
    const issued = Date.parse(least.issued);
    expect(stateOf({}, issued - 86_400_000)).toBe("preferences");
    expect(stateOf({}, issued - 86_400_001)).toBe("invalid");
    expect(stateOf({}, issued + 400 * 86_400_000)).toBe("preferences");
  });
});

describe("a known member of another type or form makes a document invalid; null means missing", () => {
  const MEMBERS: [string, (value: unknown) => string, unknown[]][] = [
    ["terms.agreement", (agreement) => stateOf({ terms: { agreement } }), [5, {}, [], true, "x".repeat(81)]],
    ["terms.alternative", (alternative) => stateOf({ terms: { alternative } }), [5, {}, ["SD-BASE"], false]],
    ["terms.purposes", (purposes) => stateOf({ terms: { purposes } }), [[], "all", 1]],
    ["a purpose", (service) => stateOf({ terms: { purposes: { service } } }), ["maybe", 1, true, {}]],
    [
      "terms.keepFeedback",
      (keepFeedback) => stateOf({ terms: { keepFeedback } }),
      ["banana", "P", "PT", "12M", "P1", "P-1M", "", 12],
    ],
    ["terms.contribute", (contribute) => stateOf({ terms: { contribute } }), ["PDC-AI", {}, [1]]],
    ["treatment.languages", (languages) => stateOf({ treatment: { languages } }), ["en", [1], {}]],
    ["treatment.addressAs", (addressAs) => stateOf({ treatment: { addressAs } }), [1, [], "x".repeat(81)]],
    [
      "treatment.supportUntil",
      (supportUntil) => stateOf({ treatment: { supportUntil } }),
      ["2027-02-31", "soon", "27", 2027],
    ],
    ["a rule's until", (until) => withRule({ until }), ["2027-02-31", "2027-02-29", "2027-00", "2027-04-31", 2027, ""]],
    ["a rule's from", (from) => withRule({ from }), ["2027-02-31", "2027-13", "2027-5", {}]],
    ["a rule's about", (about) => withRule({ about }), ["Card", [], { label: 1 }, { product: "card" }]],
    [
      "a rule's limit",
      (limit) => withRule({ limit }),
      [1, { max: 1 }, { max: 1.5, per: "day" }, { max: 1, per: "hour" }],
    ],
    ["a rule's when", (when) => withRule({ when }), ["mo", [{}], [{ days: ["mo"], from: "9:00", to: "10:00" }]]],
    ["a rule's via", (via) => withRule({ via }), ["email", [1], {}]],
    ["a rule's urgent", (urgent) => withRule({ urgent }), ["yes", 1, []]],
    ["a rule's note", (note) => withRule({ note }), [1, "x".repeat(141), {}]],
    ["contact.quiet", (quiet) => stateOf({ contact: { ...contact, quiet } }), ["night", [1], {}]],
    ["plans", (plans) => stateOf({ plans }), [{}, "none", [1], ["a plan"], [[]]]],
    ["purposes", (purposes) => stateOf({ purposes }), ["service", [1], {}]],
  ];
  test.each(MEMBERS)("%s", (_member, state, wrong) => {
    expect(wrong.filter((value) => state(value) !== "invalid")).toEqual([]);
    expect(state(null)).toBe("preferences");
    expect(state(undefined)).toBe("preferences");
  });

  test.each(["P12M", "P1Y", "P1Y6M", "P2W", "P30D", "PT12H", "P1DT1H30M"])("%s is a duration", (keepFeedback) => {
    expect(stateOf({ terms: { keepFeedback } })).toBe("preferences");
  });

  test("a purpose that is null leaves the other purposes valid", () => {
    expect(decodeDocument({ ...least, terms: { purposes: { service: null, ads: "no" } } })).toMatchObject({
      preferences: { terms: { purposes: { ads: "no" } } },
    });
  });
});

describe("a read document is plain and immutable", () => {
  const hostile = `{"what":"x","__proto__":{"polluted":1},"deep":[{"constructor":{"prototype":{"polluted":1}},"prototype":2,"kept":3}]}`;
  test("a plan has no `__proto__`, `constructor` or `prototype`, at any depth", () => {
    const text = JSON.stringify(least).replace("}", `,"plans":[${hostile}]}`);
    for (const input of [text, JSON.parse(text)]) {
      const read = decodeDocument(input);
      if (read.state !== "preferences") throw new Error(read.state);
      expect(read.preferences.plans).toEqual([{ what: "x", deep: [{ kept: 3 }] }]);
      const copy: { polluted?: number } = Object.assign({}, read.preferences.plans?.[0]);
      expect(copy.polluted).toBeUndefined();
      expect(Object.getPrototypeOf(copy)).toBe(Object.prototype);
    }
  });

  test("the decoded document is a copy: later changes of the input do not reach it", () => {
    const given = { ...least, plans: [{ what: "x", must: ["a"] }] };
    const read = decodeDocument(given);
    given.plans[0]?.must.push("b");
    expect(read).toMatchObject({ preferences: { plans: [{ what: "x", must: ["a"] }] } });
  });

  test("the decoded document is deeply frozen", () => {
    const rule = { kinds: ["news"], want: "yes", when: [{ days: ["mo"], from: "09:00", to: "10:00" }] };
    const read = decodeDocument({
      ...least,
      contact: { ...contact, rules: [rule] },
      terms: { purposes: { ads: "no" } },
      plans: [{ when: { latest: "2027" } }],
    });
    const loose = (value: unknown): boolean =>
      typeof value === "object" && value !== null && (!Object.isFrozen(value) || Object.values(value).some(loose));
    expect(read.state === "preferences" && loose(read.preferences)).toBe(false);
  });

  /** JSON has no negative zero. */
  const unsigned = (value: unknown): unknown => {
    if (typeof value !== "object" || value === null) return Object.is(value, -0) ? 0 : value;
    if (Array.isArray(value)) return value.map(unsigned);
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, unsigned(member)]));
  };

  test("a plan that is too deep or not JSON makes the document invalid, and no plan makes decoding throw", () => {
    const deep = JSON.parse(`${'{"a":'.repeat(40)}1${"}".repeat(40)}`);
    const circle: { self?: object } = {};
    circle.self = circle;
    for (const plan of [deep, circle, { f: () => 1 }, { n: Number.NaN }, { n: 1n }, { s: Symbol("s") }]) {
      expect(decodeDocument({ ...least, plans: [plan] }).state).toBe("invalid");
    }
    holds(
      fc.property(fc.object({ withBigInt: true, withDate: true, withMap: true }), (plan) => {
        const read = decodeDocument({ ...least, plans: [plan] });
        if (read.state === "preferences")
          expect(unsigned(read.preferences.plans)).toEqual(JSON.parse(JSON.stringify(read.preferences.plans)));
      }),
      { numRuns: runs(1000) },
    );
  });
});

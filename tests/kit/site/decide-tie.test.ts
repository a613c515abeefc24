// Rules of equal rank decide together, in any order: a contact is allowed only if each of them allows it.
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CHANNELS, type DocumentRule, decide, KINDS, PERIODS, WANTS } from "../../../src/kit/site/index.ts";
import { EVERY_DAY, saying } from "./saying.ts";

const at = "2026-11-23T12:00:00Z";
const offers = (more: Partial<DocumentRule>): DocumentRule => ({ kinds: ["offers"], want: "yes", ...more });
const eitherWay = (rules: DocumentRule[], question: object = {}) => {
  const answers = [rules, rules.toReversed()].map((list) => decide(saying(list), { kind: "offers", at, ...question }));
  expect(answers[1]).toEqual(answers[0]);
  return answers[0];
};

describe("two rules of equal rank", () => {
  const byEmail = offers({ via: ["email"] });
  const byCall = offers({ via: ["call"] });
  test("one by email and one by call allow no channel", () => {
    for (const channel of ["email", "call", undefined] as const)
      expect(eitherWay([byEmail, byCall], { channel })).toMatchObject({ allowed: false, reason: "other-channel" });
  });
  test("with channels in common allow these, best first", () => {
    const both = [offers({ via: ["post", "email", "sms"] }), offers({ via: ["call", "sms", "email"] })];
    expect(eitherWay(both)).toMatchObject({ allowed: true, channel: "email" });
    expect(eitherWay(both, { channel: "sms" })).toMatchObject({ allowed: true, channel: "sms" });
    expect(eitherWay(both, { channel: "post" })?.reason).toBe("other-channel");
  });
  test("one with any channel and one with a single channel allow that channel", () => {
    expect(eitherWay([offers({}), byCall])).toMatchObject({ allowed: true, channel: "call" });
    expect(eitherWay([offers({}), byCall], { channel: "email" })?.reason).toBe("other-channel");
  });
  test("with different hours allow only the hours of both", () => {
    const morning = offers({ when: [{ days: [...EVERY_DAY], from: "08:00", to: "11:00" }] });
    const long = offers({ when: [{ days: [...EVERY_DAY], from: "10:00", to: "14:00" }] });
    expect(eitherWay([morning, long])?.reason).toBe("outside-hours");
    expect(eitherWay([morning, long], { at: "2026-11-23T10:30:00Z" })?.allowed).toBe(true);
    expect(eitherWay([morning, long], { at: "2026-11-23T09:30:00Z" })?.reason).toBe("outside-hours");
  });
  test("give the limit that allows fewer contacts", () => {
    const limited = (max: number, per: (typeof PERIODS)[number]) => offers({ limit: { max, per } });
    expect(eitherWay([limited(1, "day"), limited(2, "month")])?.limit).toEqual({ max: 2, per: "month" });
    expect(eitherWay([limited(12, "year"), limited(1, "month")])?.limit).toEqual({ max: 1, per: "month" });
    expect(eitherWay([offers({}), limited(1, "week")])?.limit).toEqual({ max: 1, per: "week" });
    expect(eitherWay([limited(0, "day"), limited(2, "year")])?.reason).toBe("not-wanted");
  });
});

const window = fc.record({
  days: fc.subarray([...EVERY_DAY], { minLength: 1 }),
  from: fc.constantFrom("00:00", "09:00", "23:30"),
  to: fc.constantFrom("00:00", "12:00", "18:00"),
});
const rule: fc.Arbitrary<DocumentRule> = fc.record(
  {
    kinds: fc.constantFrom([...KINDS], ["offers" as const], ["offers" as const, "news" as const]),
    want: fc.constantFrom(...WANTS, "yes" as const),
    about: fc.constantFrom({ label: "A", product: "a" }, { label: "b" }, { label: "B" }),
    via: fc.shuffledSubarray([...CHANNELS].slice(0, 4)),
    when: fc.array(window, { maxLength: 2 }),
    urgent: fc.boolean(),
    digest: fc.boolean(),
    limit: fc.record({ max: fc.integer({ min: 0, max: 13 }), per: fc.constantFrom(...PERIODS) }),
  },
  { requiredKeys: ["kinds", "want"] },
);
const question = fc.record(
  {
    kind: fc.constantFrom("offers" as const, "news" as const),
    product: fc.constant("a"),
    label: fc.constant("b"),
    channel: fc.constantFrom(...CHANNELS),
    at: fc.date({ min: new Date("2026-11-01"), max: new Date("2026-12-01"), noInvalidDate: true }),
  },
  { requiredKeys: ["kind", "at"] },
);

test("the order of the rules changes no answer", () => {
  const shuffled = fc
    .array(rule, { maxLength: 5 })
    .chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length })),
    );
  const quiet = fc.array(window, { maxLength: 1 });
  void fc.assert(
    fc.property(shuffled, quiet, question, ([list, other], hours, asked) => {
      expect(decide(saying(other, { quiet: hours }), asked)).toEqual(decide(saying(list, { quiet: hours }), asked));
    }),
    { numRuns: 1000 },
  );
});

test("rules of equal rank together allow only what each of them allows", () => {
  const tied = fc.array(
    rule.map((one) => ({ ...one, kinds: ["offers" as const], want: "yes" as const })),
    {
      minLength: 2,
      maxLength: 3,
    },
  );
  void fc.assert(
    fc.property(tied, question, (list, asked) => {
      const rules = list.map(({ about: _, ...one }) => one);
      const together = decide(saying(rules), { ...asked, kind: "offers" });
      if (!together.allowed) return;
      const channel = together.channel ?? undefined;
      for (const one of rules) expect(decide(saying([one]), { ...asked, kind: "offers", channel }).allowed).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

// Advice about a rule, tested against every day and kind.
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { rightBehindRule } from "../../../src/core/letters/rights.ts";
import { refusedKinds } from "../../../src/core/preferences/fresh-rule.ts";
import { type Layers, withoutHolds } from "../../../src/core/preferences/layers.ts";
import type { ContactRule, StoredRule } from "../../../src/core/preferences/preference.ts";
import { resolveContact } from "../../../src/core/preferences/resolution.ts";
import { adviceFor, alsoAllowed, GENERAL, withoutEffect } from "../../../src/core/preferences/rule-advice.ts";
import { isInForce } from "../../../src/signal/dates.ts";
import { KINDS } from "../../../src/signal/vocabulary.ts";
import { contactRule, holds, layers, rules } from "../../support/data/arbitraries.ts";
import { runs } from "../../support/runs.ts";

const TODAY = "2026-11-22";
const days = Array.from({ length: 3600 }, (_, index) =>
  new Date(Date.parse(TODAY) + index * 86_400_000).toISOString().slice(0, 10),
);
const BASE = { today: TODAY, ...GENERAL };
const whats = (others: StoredRule[], rule: ContactRule & { id?: string }, more: object = {}) =>
  adviceFor({ rules: others, ...more }, rule, BASE).map(({ what }) => what);

test("never-wins names exactly the rules that decide nothing from today on, for any of their kinds", () => {
  holds(
    fc.property(rules, contactRule, (others, rule) => {
      const own = { ...rule, id: "~" };
      const advice = whats(others, rule);
      if (advice.includes("over") || advice.includes("backwards")) {
        expect(days.some((on) => isInForce(own, on))).toBe(false);
        return;
      }
      const kinds = rule.kinds === "*" ? KINDS : rule.kinds;
      const wins = days.some(
        (on) =>
          isInForce(own, on) &&
          kinds.some(
            (kind) =>
              resolveContact({ base: { rules: [...others, own] } }, { kind, about: rule.about, on })?.rule === own,
          ),
      );
      expect(advice.includes("never-wins")).toBe(!wins);
    }),
    { numRuns: runs(1000) },
  );
});

test("never-wins is right in a company's layer too, where general refusals precede a rule for everything", () => {
  holds(
    fc.property(layers, rules, contactRule, (under, others, rule) => {
      const own = { ...rule, id: "~" };
      const { company: _company, ...general } = withoutHolds(under);
      const advice = adviceFor({ rules: others }, rule, { today: TODAY, name: "company", under: general });
      if (advice.some(({ what }) => what === "over" || what === "backwards")) return;
      const all = { ...general, company: { rules: [...others, own] } };
      const wins = days.some(
        (on) =>
          isInForce(own, on) &&
          (rule.kinds === "*" ? KINDS : rule.kinds).some(
            (kind) => resolveContact(all, { kind, about: rule.about, on })?.rule === own,
          ),
      );
      expect(advice.some(({ what }) => what === "never-wins")).toBe(!wins);
    }),
    { numRuns: runs(300) },
  );
});

describe("the advice names", () => {
  const everything: ContactRule = { kinds: "*", want: "yes", about: { label: "Card" } };
  const refusing: StoredRule = { id: "b", kinds: [...KINDS], want: "no" };
  const hold = { until: "2026-12-28", except: ["security" as const] };
  const inCompany = (under: Layers) => ({ name: "company" as const, under });

  test("a wish for everything if all is refused in general, with the refusing rule", () => {
    const advice = adviceFor({ rules: [] }, everything, {
      today: TODAY,
      ...inCompany({ base: { rules: [refusing] } }),
    });
    expect(advice).toEqual([{ what: "never-wins", by: refusing }]);
    expect(withoutEffect(advice)).toBe(advice[0]);
    const some = inCompany({ base: { rules: [{ ...refusing, kinds: ["offers"] }] } });
    expect(adviceFor({ rules: [] }, everything, { today: TODAY, ...some })).toEqual([]);
  });

  test("kinds that a hold of any layer refuses, until its last day", () => {
    const rule: ContactRule = { kinds: ["service", "offers"], want: "yes" };
    const expected = [{ what: "held", until: "2026-12-28" }];
    expect(adviceFor({ rules: [], hold }, rule, BASE)).toEqual(expected);
    expect(adviceFor({ rules: [] }, rule, { today: TODAY, ...inCompany({ sector: { rules: [], hold } }) })).toEqual(
      expected,
    );
    expect(adviceFor({ rules: [], hold }, { ...rule, kinds: ["security", "offers"] }, BASE)).toEqual([]);
    expect(adviceFor({ rules: [], hold }, { ...rule, want: "no" }, BASE)).toEqual([]);
    expect(adviceFor({ rules: [], hold }, rule, { today: "2026-12-29", ...GENERAL })).toEqual([]);
    expect(withoutEffect(adviceFor({ rules: [], hold }, rule, BASE))?.what).toBe("held");
  });

  test("refused kinds that a rule opens by naming them", () => {
    const under = { base: { rules: [{ ...refusing, kinds: ["offers" as const, "partners" as const] }] } };
    expect(refusedKinds({ ...under, company: { rules: [] } }, TODAY)).toEqual(["offers", "partners"]);
    const opened = (rule: ContactRule) => alsoAllowed({ rules: [] }, rule, { today: TODAY, ...inCompany(under) });
    expect(opened({ kinds: ["service", "offers"], want: "yes", about: { label: "Card" } })).toEqual(["offers"]);
    expect(opened({ kinds: ["service", "offers"], want: "no" })).toEqual([]);
    expect(opened(everything)).toEqual([]);
  });

  const no: StoredRule = { id: "1", kinds: ["offers"], want: "no" };

  test("a rule that a stricter one always beats, with that rule", () => {
    expect(adviceFor({ rules: [no] }, { kinds: ["offers"], want: "yes" }, BASE)).toEqual([
      { what: "never-wins", by: no },
    ]);
  });

  test("a contradiction on some of the kinds: the stricter counts there", () => {
    expect(whats([no], { kinds: ["offers", "news"], want: "yes" })).toEqual(["contradicts"]);
    expect(whats([no], { kinds: ["news"], want: "yes" })).toEqual([]);
    expect(whats([no], { kinds: ["offers"], want: "yes", about: { label: "Shoes" } })).toEqual([]);
  });

  test("a rule that has ended, and one that ends before it starts", () => {
    expect(whats([], { kinds: "*", want: "no", until: "2026-10" })).toEqual(["over"]);
    expect(whats([], { kinds: "*", want: "no", until: "2026" })).toEqual([]);
    expect(whats([], { kinds: "*", want: "no", from: "2027-06", until: "2027-05" })).toEqual(["backwards"]);
  });

  test("hours that overlap quiet hours, unless the rule is urgent", () => {
    const quiet = [{ days: ["mo", "tu", "we", "th", "fr", "sa", "su"], from: "21:00", to: "08:00" }];
    const at = (from: string, to: string, more = {}) =>
      whats([], { kinds: ["offers"], want: "yes", when: [{ days: ["mo"], from, to }], ...more }, { quiet });
    expect(at("22:00", "23:00")).toEqual(["always-quiet"]);
    expect(at("07:00", "09:00")).toEqual(["partly-quiet"]);
    expect(at("09:00", "10:00")).toEqual([]);
    expect(at("22:00", "23:00", { urgent: true })).toEqual([]);
  });
});

test("a refusal of marketing alone exercises a right; everything else is a wish", () => {
  expect(rightBehindRule(["offers", "news"], "no")).toBe("object-marketing");
  expect(rightBehindRule(["offers", "service"], "no")).toBe(null);
  expect(rightBehindRule(["offers"], "ask")).toBe(null);
  expect(rightBehindRule("*", "no")).toBe(null);
});

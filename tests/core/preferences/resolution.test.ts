import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DEFAULT_RULES } from "../../../src/core/preferences/defaults.ts";
import { type Layers, mergeFields, withoutHolds } from "../../../src/core/preferences/layers.ts";
import type { ContactRule, StoredRule } from "../../../src/core/preferences/preference.ts";
import {
  byAge,
  holdInForce,
  type Resolution,
  type RuleQuestion,
  resolveContact,
  sameSubject,
  subjectKey,
} from "../../../src/core/preferences/resolution.ts";
import { lastDay } from "../../../src/core/time/calendar.ts";
import { isInForce } from "../../../src/signal/dates.ts";
import { KINDS, WANTS, type Want } from "../../../src/signal/vocabulary.ts";
import { contactRule, day, holds, layers, rules, subject } from "../../support/data/arbitraries.ts";
import { runs } from "../../support/runs.ts";

const question: fc.Arbitrary<RuleQuestion> = fc.record(
  { kind: fc.constantFrom(...KINDS), about: subject, on: day },
  { requiredKeys: ["kind", "on"] },
);

const stored = (rule: ContactRule, id: string): StoredRule => ({ ...rule, id });
const inBase = (list: readonly StoredRule[], asked: RuleQuestion): Resolution | null =>
  resolveContact({ base: { rules: [...list] } }, asked);

describe("the deciding rule", () => {
  test("is null, a hold, or a rule of the profile that is in force and covers kind and subject", () => {
    holds(
      fc.property(layers, question, (profile, asked) => {
        const found = resolveContact(profile, asked);
        expect(resolveContact(profile, asked)).toEqual(found);
        if (found === null) return;
        const { rule } = found;
        if (found.reason === "hold") return;
        expect(profile[found.layer]?.rules).toContain(rule);
        expect(isInForce(rule, asked.on)).toBe(true);
        expect(rule.kinds === "*" || rule.kinds.includes(asked.kind)).toBe(true);
        if (rule.about !== undefined)
          expect(asked.about !== undefined && sameSubject(rule.about, asked.about)).toBe(true);
      }),
    );
  });

  test("does not depend on the stored order of rules", () => {
    const shuffled = rules.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length })),
    );
    holds(
      fc.property(shuffled, question, ([list, other], asked) => {
        expect(inBase(other, asked)).toEqual(inBase(list, asked));
      }),
    );
  });

  /** A rule in force that answers the question. Rank 0 names subject and kind, 1 the subject, 2 the kind, 3 neither. */
  const answering = ({ kind, about = { label: "Shoes" } }: RuleQuestion, want: Want, rank: number): ContactRule => ({
    kinds: rank % 2 === 1 ? "*" : [kind],
    want,
    ...(rank < 2 ? { about: { ...about } } : {}),
  });
  const want = fc.constantFrom(...WANTS);
  const rank = fc.integer({ min: 0, max: 3 });
  const special = question.map((asked): RuleQuestion => ({ ...asked, about: asked.about ?? { label: "shoes" } }));

  test("is the most specific (subject and kind, subject, kind, everything), however strict the others are", () => {
    holds(
      fc.property(
        special,
        fc.uniqueArray(rank, { minLength: 2 }),
        fc.array(want, { minLength: 4 }),
        (asked, ranks, wants) => {
          // Rules with `*` refuse here: one that allows would give way to a refusal, by the definition below.
          const said = (one: number, index: number) => (one % 2 === 1 ? "no" : (wants[index] ?? "no"));
          const list = ranks.map((one, index) => stored(answering(asked, said(one, index), one), `${one}`));
          expect(inBase(list, asked)?.rule.id).toBe(`${Math.min(...ranks)}`);
        },
      ),
    );
  });

  test("is the strictest of equally specific rules, and the newest of equally strict ones", () => {
    holds(
      fc.property(special, rank, fc.array(want, { minLength: 1, maxLength: 5 }), (asked, shape, wants) => {
        const list = wants.map((one, index) => stored(answering(asked, one, shape), `${index}`));
        const strictest = WANTS.findLast((one) => wants.includes(one)) ?? "yes";
        expect(inBase(list, asked)?.rule.id).toBe(`${wants.lastIndexOf(strictest)}`);
      }),
    );
  });

  /** The definition of docs/decisions/0017, read from the most specific rule to the least. */
  const bySpecificity = ["company", "sector", "base"].flatMap((layer) =>
    ["about-and-kind", "about", "kind", "everything"].map((reason) => ({ layer, reason }) as const),
  ) as Pick<Resolution, "layer" | "reason">[];
  function defined(profile: Layers, asked: RuleQuestion, from = 0): Want | null {
    for (const [step, { layer, reason }] of bySpecificity.entries()) {
      if (step < from) continue;
      const wants = (profile[layer]?.rules ?? [])
        .filter((rule) => (reason.startsWith("about") ? rule.about !== undefined : rule.about === undefined))
        .filter(({ kinds }) => (reason === "about" || reason === "everything") === (kinds === "*"))
        .filter((rule) => isInForce(rule, asked.on) && (rule.kinds === "*" || rule.kinds.includes(asked.kind)))
        .filter(({ about }) => about === undefined || (asked.about !== undefined && isOne(about, asked.about)))
        .map(({ want }) => want);
      const said = WANTS.findLast((want) => wants.includes(want));
      if (said === undefined) continue;
      const { about: _about, ...general } = asked;
      const refused = [asked, general].some((one) => defined(profile, one, step + 1) === "no");
      if (said === "no" || reason.endsWith("kind") || !refused) return said;
    }
    return null;
  }
  const isOne: typeof sameSubject = (ruled, asked) =>
    ruled.product === undefined ? sameSubject(ruled, asked) : ruled.product === asked.product;

  test("comes from company before sector before base, and no rule for everything opens a kind refused without it", () => {
    holds(
      fc.property(layers, question, (profile, asked) => {
        const unheld = withoutHolds(profile);
        expect(resolveContact(unheld, asked)?.rule.want ?? null).toBe(defined(unheld, asked));
      }),
      { numRuns: runs(2000) },
    );
  });

  test("stays a refusal when any layer gets a rule that allows everything", () => {
    const name = fc.constantFrom("company", "sector", "base");
    holds(
      fc.property(layers, name, contactRule, question, (profile, where, rule, asked) => {
        fc.pre(rule.want !== "no");
        const before = resolveContact(profile, asked);
        const added: StoredRule = { ...rule, kinds: "*", id: "~" };
        const layer = profile[where] ?? { rules: [] };
        const after = resolveContact({ ...profile, [where]: { ...layer, rules: [...layer.rules, added] } }, asked);
        if (before?.rule.want === "no") expect(after).toEqual(before);
      }),
      { numRuns: runs(2000) },
    );
  });

  test("is the user's rule before an equal default rule, whatever its stamp", () => {
    const stamp = fc.stringMatching(/^[0-9a-z]{22}$/);
    const seed = fc.constantFrom(...DEFAULT_RULES).filter(({ want }) => want === "yes");
    holds(
      fc.property(fc.array(stamp, { minLength: 1, maxLength: 4 }), seed, (stamps, { id, ...rule }) => {
        const own = stamps.map((one) => stored({ ...rule, via: ["post"] }, one));
        const newest = [...stamps].sort().at(-1);
        for (const kind of rule.kinds === "*" ? KINDS : rule.kinds) {
          const asked = { kind, on: "2026-11-22" };
          expect(inBase([...own, stored(rule, id)], asked)?.rule.id).toBe(newest);
          expect(inBase([stored(rule, id), ...own], asked)?.rule.id).toBe(newest);
        }
        expect([...stamps, id].sort(byAge)[0]).toBe(id);
      }),
    );
  });

  test("is a hold of any layer for every kind but its exceptions, whatever the rules say", () => {
    holds(
      fc.property(layers, question, (profile, asked) => {
        const pauses = Object.values(profile).flatMap((layer) => holdInForce(layer, asked.on) ?? []);
        const found = resolveContact(profile, asked);
        const held = pauses.filter(({ except }) => !except.includes(asked.kind));
        if (held.length === 0) expect(found).toEqual(resolveContact(withoutHolds(profile), asked));
        else expect(found).toMatchObject({ reason: "hold", rule: { want: "no" } });
        for (const { until } of held) expect(lastDay(found?.rule.until ?? "") >= lastDay(until)).toBe(true);
      }),
      { numRuns: runs(1000) },
    );
  });
});

describe("from and until", () => {
  test.each([
    ["2027", "2027-01-01", "2027-12-31", "2026-12-31", "2028-01-01"],
    ["2027-02", "2027-02-01", "2027-02-28", "2027-01-31", "2027-03-01"],
    ["2028-02", "2028-02-01", "2028-02-29", "2028-01-31", "2028-03-01"],
    ["2027-05-01", "2027-05-01", "2027-05-01", "2027-04-30", "2027-05-02"],
  ])("%s counts from its first day to its last", (date, first, last, before, after) => {
    for (const on of [first, last]) expect(isInForce({ from: date, until: date }, on)).toBe(true);
    for (const on of [before, after]) expect(isInForce({ from: date, until: date }, on)).toBe(false);
    expect(isInForce({ from: date }, after)).toBe(true);
    expect(isInForce({ until: date }, before)).toBe(true);
  });

  test("without dates a rule always counts", () => {
    holds(fc.property(day, (on) => isInForce({}, on)));
  });
});

test("subjects match by product, by code, or by label regardless of case, accents and spacing", () => {
  expect(subjectKey("  Crème   BRÛLÉE ")).toBe(subjectKey("creme brulee"));
  expect(sameSubject({ label: "Loan", product: "a" }, { label: "Loan", product: "b" })).toBe(false);
  expect(sameSubject({ label: "Loan", product: "a" }, { label: "loan" })).toBe(true);
  expect(sameSubject({ label: "Loan", code: "gpt:1" }, { label: "Credit", code: "gpt:1" })).toBe(true);
  holds(fc.property(subject, subject, (one, other) => sameSubject(one, other) === sameSubject(other, one)));
});

test("quiet hours, treatment and terms merge member by member, the most specific layer first", () => {
  const night = [{ days: ["mo" as const], from: "22:00", to: "07:00" }];
  const merged = mergeFields({
    base: {
      rules: [],
      quiet: night,
      treatment: { languages: ["en"], style: ["short"] },
      terms: { agreement: "SD-BASE-DP", purposes: { ads: "no", improve: "ask" } },
    },
    sector: { rules: [], treatment: { style: ["formal"] } },
    company: { rules: [], quiet: [], terms: { purposes: { improve: "yes" } } },
  });
  expect(merged).toEqual({
    quiet: [],
    treatment: { languages: ["en"], style: ["formal"] },
    terms: { agreement: "SD-BASE-DP", purposes: { ads: "no", improve: "yes" } },
  });
  expect(mergeFields({ base: { rules: [], terms: { agreement: "SD-BASE" } } }).terms).toEqual({ agreement: "SD-BASE" });
});

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LAYER_ORDER, withoutHolds } from "../../../src/core/preferences/layers.ts";
import type { StoredRule } from "../../../src/core/preferences/preference.ts";
import { resolveContact } from "../../../src/core/preferences/resolution.ts";
import { questionAbout, subjectsFor } from "../../../src/core/preferences/subjects.ts";
import { summaryFor, type ViewInput, viewFor } from "../../../src/core/sharing/view.ts";
import { nextChange } from "../../../src/core/sharing/view-change.ts";
import { dayAfter, lastDay } from "../../../src/core/time/calendar.ts";
import { isInForce } from "../../../src/signal/dates.ts";
import type { DocumentRule, DocumentSubject } from "../../../src/signal/document.ts";
import { KINDS, type Kind, WANTS } from "../../../src/signal/vocabulary.ts";
import { hold, holds, partialDate, viewInput } from "../../support/data/arbitraries.ts";
import { runs } from "../../support/runs.ts";

const withContact = viewInput.map((input): ViewInput => ({ ...input, parts: { ...input.parts, contact: true } }));

/** A company's reading of the document (docs/SIGNAL.md, "Which rule decides"). Shares nothing with the resolution. */
function readerWants(rules: readonly DocumentRule[], kind: Kind, about?: DocumentSubject): string {
  const named = rules.filter((rule) => rule.kinds.includes(kind));
  const special = named.filter((rule) => rule.about !== undefined && about !== undefined && isAbout(rule.about, about));
  const byId = special.filter((rule) => rule.about?.product !== undefined);
  const general = named.filter((rule) => rule.about === undefined);
  const deciding = [byId, special, general].find((rules) => rules.length > 0) ?? [];
  return WANTS.findLast((want) => deciding.some((rule) => rule.want === want)) ?? "unknown";
}

const contactOnly: ViewInput = {
  layers: {},
  products: [],
  parts: { contact: true, treatment: false, support: false, terms: false, plans: false, feelings: false },
  plans: [],
  timeZone: "Europe/London",
  on: "2026-11-22",
};

const isAbout = (ruled: DocumentSubject, asked: DocumentSubject): boolean =>
  ruled.product === undefined ? ruled.label === asked.label : ruled.product === asked.product;

describe("the document matches the profile", () => {
  test("a company that evaluates it gets the want of the deciding rule, for every kind and subject", () => {
    holds(
      fc.property(withContact, (input) => {
        const { rules = [] } = viewFor(input).contact ?? {};
        const { layers, on } = input;
        for (const kind of KINDS) {
          const general = resolveContact(layers, { kind, on });
          expect(readerWants(rules, kind)).toBe(general?.rule.want ?? "unknown");
          for (const about of subjectsFor(input)) {
            const special = resolveContact(layers, { ...questionAbout(about, input), kind });
            expect(readerWants(rules, kind, about)).toBe(special?.rule.want ?? "unknown");
          }
        }
      }),
      { numRuns: runs(300) },
    );
  });

  test("the header never promises more than the document: the same want for every kind", () => {
    holds(
      fc.property(withContact, (input) => {
        const { rules = [] } = viewFor(input).contact ?? {};
        const { kinds } = summaryFor(input);
        for (const kind of KINDS) expect(kinds[kind] ?? "unknown").toBe(readerWants(rules, kind));
      }),
    );
  });

  test("equal rules give an equal document in any stored order", () => {
    const reversed = (input: ViewInput): ViewInput => {
      const layers = Object.fromEntries(
        Object.entries(input.layers).map(([name, layer]) => [name, { ...layer, rules: layer.rules.toReversed() }]),
      );
      return { ...input, layers };
    };
    holds(
      fc.property(withContact, (input) => {
        expect(JSON.stringify(viewFor(reversed(input)))).toBe(JSON.stringify(viewFor(input)));
      }),
    );
  });

  /** No two rules of a layer tie in full, so that their age decides nothing. */
  const untied = withContact.map((input): ViewInput => {
    const seen = new Set<string>();
    const layers = Object.entries(input.layers).map(([name, layer]) => {
      const rules = layer.rules.filter((rule) => {
        const key = `${name} ${rule.kinds === "*"} ${rule.about === undefined} ${rule.want}`;
        return !seen.has(key) && seen.add(key);
      });
      return [name, { ...layer, rules }];
    });
    return { ...input, layers: Object.fromEntries(layers) };
  });

  test("the ids of rules do not show in the document, not even by its order", () => {
    const ids = fc.array(fc.string({ minLength: 3, maxLength: 8 }), { minLength: 15, maxLength: 15 });
    holds(
      fc.property(untied, ids, (input, others) => {
        let next = 0;
        const renamed = Object.entries(input.layers).map(([name, layer]) => [
          name,
          { ...layer, rules: layer.rules.map((rule) => ({ ...rule, id: `${others[next]}${next++}` })) },
        ]);
        const other = { ...input, layers: Object.fromEntries(renamed) };
        expect(JSON.stringify(viewFor(other))).toBe(JSON.stringify(viewFor(input)));
      }),
      { numRuns: runs(500) },
    );
  });

  test("under a hold it has the rules of the excepted kinds and one refusal of the rest, until its end", () => {
    const held = fc.tuple(withContact, hold).filter(([input, { until }]) => isInForce({ until }, input.on));
    holds(
      fc.property(held, fc.constantFrom(...LAYER_ORDER), ([input, pause], name) => {
        const without = withoutHolds(input.layers);
        const layers = { ...without, [name]: { rules: [], ...without[name], hold: pause } };
        const rest = KINDS.filter((kind) => !pause.except.includes(kind));
        const { rules = [] } = viewFor({ ...input, layers }).contact ?? {};
        const before = viewFor({ ...input, layers: without }).contact?.rules ?? [];
        const excepted = before
          .map((rule) => ({ ...rule, kinds: rule.kinds.filter((kind) => pause.except.includes(kind)) }))
          .filter(({ kinds }) => kinds.length > 0);
        const others = rules.flatMap((rule) => ({ ...rule, kinds: rule.kinds.filter((kind) => !rest.includes(kind)) }));
        expect(others.filter(({ kinds }) => kinds.length > 0)).toEqual(expect.arrayContaining(excepted));
        const refused = rules.filter(({ kinds }) => kinds.some((kind) => rest.includes(kind)));
        if (rest.length === 0) expect(refused).toEqual([]);
        // For an invalid date, the view has the last valid day before it.
        const until = pause.until.length === "2027-05-31".length ? lastDay(pause.until) : pause.until;
        if (rest.length > 0) expect(refused).toMatchObject([{ want: "no", until }]);
        for (const kind of rest) expect(summaryFor({ ...input, layers }).kinds[kind]).toBe("no");
        const next = nextChange(layers, input.on);
        expect((next ?? "9999") <= dayAfter(pause.until)).toBe(true);
      }),
      { numRuns: runs(300) },
    );
  });

  test("a product that left the list keeps its id, so that its rule never applies to another of the same name", () => {
    const rule: StoredRule = { id: "r", kinds: "*", want: "no", about: { label: "Card", product: "old-card" } };
    const subjects = subjectsFor({
      layers: { company: { rules: [rule] } },
      products: [{ id: "new-card", label: { en: "Card" } }],
      on: "2026-11-22",
    });
    expect(subjects).toEqual([{ label: "Card", product: "old-card" }]);
  });

  test("a rule about one product matches neither another of the same name nor the name itself", () => {
    const rules: StoredRule[] = [
      { id: "r1", kinds: ["offers"], want: "yes", about: { label: "Card" } },
      { id: "r2", kinds: "*", want: "no", about: { label: "Card", product: "old-card" } },
    ];
    const view = viewFor({ ...contactOnly, layers: { company: { rules } } });
    const asked = (about: DocumentSubject) =>
      (["offers", "service"] as const).map((kind) => readerWants(view.contact?.rules ?? [], kind, about));
    expect(asked({ label: "Card" })).toEqual(["yes", "unknown"]);
    expect(asked({ label: "Card", product: "new-card" })).toEqual(["yes", "unknown"]);
    // The card itself also matches the rule about its name, for that kind.
    expect(asked({ label: "Card", product: "old-card" })).toEqual(["yes", "no"]);
  });

  test("a rule about a name that two products have applies to both", () => {
    const rule: StoredRule = { id: "r", kinds: ["offers"], want: "no", about: { label: "card" } };
    const products = ["debit", "credit"].map((id) => ({ id, label: { en: "Card" } }));
    const subjects = subjectsFor({ layers: { base: { rules: [rule] } }, products, on: "2026-11-22" });
    expect(subjects.map(({ product }) => product)).toEqual(["debit", "credit"]);
  });

  test("a company's rule in words brings no general rule about the same words along", () => {
    const about = { label: "Istanbul" };
    const general: StoredRule = { id: "r1", kinds: ["advice", "offers"], want: "ask", about, note: "My family" };
    const own: StoredRule = { id: "r2", kinds: ["news"], want: "yes", about: { label: "İstanbul" } };
    const layers = { base: { rules: [general] }, sector: { rules: [general] }, company: { rules: [own] } };
    const products = [{ id: "trip", label: { en: "Istanbul trips" } }];
    const topics = [{ product: "trip", topic: "istanbul" }];
    for (const matched of [[], topics]) {
      const view = viewFor({ ...contactOnly, layers, products, topics: matched });
      expect(view.contact?.rules).toEqual([{ kinds: ["news"], want: "yes", about: { label: "İstanbul" } }]);
    }
  });
});

describe("the validity of a document", () => {
  const following = (date: string): string =>
    new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
  const rulesOf = ({ layers }: ViewInput) => LAYER_ORDER.flatMap((name) => layers[name]?.rules ?? []);
  /** Starts reached and ends passed, since a rule may start after its own end. */
  const state = (input: ViewInput, on: string): string =>
    [...rulesOf(input), ...LAYER_ORDER.flatMap((name) => input.layers[name]?.hold ?? [])]
      .flatMap(({ from, until }: { from?: string | undefined; until?: string | undefined }) => ({ from, until }))
      .flatMap(({ from, until }) => [isInForce({ from }, on), isInForce({ until }, on)])
      .join();

  test("the next change is the next day on which a rule starts or a rule or hold has ended", () => {
    const end = "2030-01-02";
    holds(
      fc.property(withContact, (input) => {
        let date = following(input.on);
        while (date < end && state(input, date) === state(input, input.on)) date = following(date);
        expect(nextChange(input.layers, input.on)).toBe(date === end ? null : date);
      }),
      { numRuns: runs(150) },
    );
  });

  test("a company's view stays the same until the next change", () => {
    holds(
      fc.property(withContact, (input) => {
        const next = nextChange(input.layers, input.on);
        const seen = JSON.stringify(viewFor(input));
        for (let on = following(input.on), days = 0; days < 60 && (next === null || on < next); days++) {
          expect(JSON.stringify(viewFor({ ...input, on }))).toBe(seen);
          on = following(on);
        }
      }),
      { numRuns: runs(60) },
    );
  });

  test("the next change is an existing day after today", () => {
    holds(
      fc.property(partialDate, partialDate, (from, until) => {
        const rules: StoredRule[] = [{ id: "r", kinds: "*", want: "no", from, until }];
        const next = nextChange({ base: { rules } }, "2026-11-22");
        if (next === null) return;
        expect(new Date(`${next}T00:00:00Z`).toISOString().slice(0, 10)).toBe(next);
        expect(next > "2026-11-22").toBe(true);
      }),
    );
  });

  test.each([
    ["from", "2027", "2027-01-01"],
    ["from", "2027-05", "2027-05-01"],
    ["until", "2027", "2028-01-01"],
    ["until", "2027-02", "2027-03-01"],
    ["until", "2027-12-31", "2028-01-01"],
    ["until", "2027-02-31", "2027-03-01"],
    ["from", "2027-04-31", "2027-05-01"],
  ])("%s %s changes on %s", (member, date, expected) => {
    const rule: StoredRule = { id: "r", kinds: "*", want: "no", [member]: date };
    expect(nextChange({ base: { rules: [rule] } }, "2026-11-22")).toBe(expected);
  });
});

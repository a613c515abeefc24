// Widenings of a change, on any day and with holds, compared with a company's own decisions on the documents it reads.
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LAYER_ORDER } from "../../../src/core/preferences/layers.ts";
import { type Layer, LayerEdit, LayerFields } from "../../../src/core/preferences/preference.ts";
import { takesBack } from "../../../src/core/preferences/reopening.ts";
import { DEFAULT_PARTS } from "../../../src/core/sharing/default-parts.ts";
import { widenings } from "../../../src/core/sharing/disclosure-diff.ts";
import { wideningsOverTime, wideningsSince } from "../../../src/core/sharing/disclosure-diff-over-time.ts";
import { laterRules } from "../../../src/core/sharing/later-rules.ts";
import { type View, type ViewInput, viewFor } from "../../../src/core/sharing/view.ts";
import { viewOn } from "../../../src/core/sharing/view-change.ts";
import { DAY_MILLISECONDS } from "../../../src/core/time/durations.ts";
import { decide } from "../../../src/kit/site/index.ts";
import { CHANNELS, KINDS } from "../../../src/signal/vocabulary.ts";
import { hold, holds, layer, viewInput } from "../../support/data/arbitraries.ts";
import { runs } from "../../support/runs.ts";

const DAYS = ["2026-11-22", "2026-12-31", "2027-03-01", "2027-06-15", "2028-03-01", "2030-01-01"];

const changed = fc
  .tuple(viewInput, fc.constantFrom(...LAYER_ORDER), layer, layer)
  .map(([input, name, one, other]): [ViewInput, ViewInput] => {
    const whole = { ...input, parts: { ...input.parts, contact: true }, on: "2026-11-22" };
    const having = (own: Layer) => ({ ...whole, layers: { ...whole.layers, [name]: own } });
    return [having(one), having(other)];
  });

describe("no widening", () => {
  test("means that a company may do nothing new on any day", () => {
    let weighed = 0;
    holds(
      fc.property(
        changed,
        fc.constantFrom(...KINDS),
        fc.constantFrom(...CHANNELS),
        ([before, after], kind, channel) => {
          if (wideningsOverTime(before, after).length > 0) return;
          weighed++;
          for (const on of DAYS) {
            const at = `${on}T12:00:00Z`;
            for (const product of [undefined, "mortgage", "card"]) {
              const ask = (input: ViewInput) =>
                decide(
                  { ...viewFor({ ...input, on }), issued: at, expires: "2999-01-01T00:00:00Z" },
                  { kind, channel, product, at },
                );
              if (ask(after).allowed) expect(ask(before)).toMatchObject({ allowed: true });
            }
          }
        },
      ),
      { numRuns: runs(600) },
    );
    expect(weighed).toBeGreaterThan(0);
  });

  test("comes from an unchanged input, a new hold or a longer one", () => {
    holds(
      fc.property(viewInput, hold, fc.constantFrom(...LAYER_ORDER), (input, pause, name) => {
        expect(wideningsOverTime(input, input)).toEqual([]);
        const { hold: _hold, ...own } = input.layers[name] ?? { rules: [] };
        const having = (more: Partial<Layer>) => ({
          ...input,
          layers: { ...input.layers, [name]: { ...own, ...more } },
        });
        expect(wideningsOverTime(having({}), having({ hold: pause }))).toEqual([]);
        expect(wideningsOverTime(having({ hold: pause }), having({ hold: { ...pause, until: "2099" } }))).toEqual([]);
      }),
      { numRuns: runs(500) },
    );
  });
});

test("rules with more dates than are compared hide no later rule", () => {
  const start = Date.UTC(2026, 10, 20);
  const dated = Array.from({ length: 400 }, (_, index) => {
    const on = new Date(start + index * DAY_MILLISECONDS).toISOString().slice(0, 10);
    return { id: `no-${index}`, kinds: ["research" as const], want: "no" as const, from: on, until: on };
  });
  const having = (rules: Layer["rules"]): ViewInput => ({
    ...{
      layers: { base: { rules } },
      parts: DEFAULT_PARTS,
      products: [],
      plans: [],
      timeZone: "UTC",
      on: "2026-11-18",
    },
  });
  const opening = { id: "yes", kinds: ["news" as const], want: "yes" as const, from: "2028-01-01" };
  const [without, opened] = [having(dated), having([...dated, opening])];
  expect(wideningsOverTime(without, opened)).toMatchObject([{ what: "contact" }]);
  expect(wideningsOverTime(having([]), opened)).toMatchObject([{ what: "contact" }]);
  expect(wideningsOverTime(opened, opened)).toEqual([]);
  expect(wideningsSince(viewFor(without), opened)).toMatchObject([{ what: "contact" }]);
});

describe("a text that the user saw with its later rules", () => {
  test("is no narrower than its own input", () => {
    holds(
      fc.property(viewInput, (input) => {
        expect(wideningsSince(viewFor(input), input, laterRules(input))).toEqual([]);
      }),
    );
  });

  test("covers what a company may do on each day, if an edit since then widens nothing", () => {
    let weighed = 0;
    holds(
      fc.property(
        changed,
        fc.constantFrom(...KINDS),
        fc.constantFrom(...CHANNELS),
        ([before, after], kind, channel) => {
          const shown = viewFor(before);
          if (wideningsSince(shown, after, laterRules(before)).length > 0) return;
          weighed++;
          for (const on of DAYS) {
            const at = `${on}T12:00:00Z`;
            const allows = (view: View) =>
              decide({ ...view, issued: at, expires: "2999-01-01T00:00:00Z" }, { kind, channel, at }).allowed;
            if (allows(viewOn(after, on)))
              expect([on, allows(shown) || allows(viewOn(before, on))]).toEqual([on, true]);
          }
        },
      ),
      { numRuns: runs(600) },
    );
    expect(weighed).toBeGreaterThan(0);
  });
});

test("without dates and holds, the comparison over time equals that of two views", () => {
  holds(
    fc.property(changed, ([before, after]) => {
      const undated = (input: ViewInput): ViewInput => ({
        ...input,
        layers: Object.fromEntries(
          Object.entries(input.layers).map(([name, { hold: _hold, ...own }]) => [
            name,
            { ...own, rules: own.rules.map(({ from: _from, until: _until, ...rule }) => rule) },
          ]),
        ),
      });
      const [was, is] = [undated(before), undated(after)];
      expect(wideningsOverTime(was, is)).toEqual(widenings(viewFor(was), viewFor(is)));
    }),
  );
});

test.each([
  [{ quiet: [] }, { quiet: null }, true],
  [{}, { quiet: null }, false],
  [{ quiet: [] }, { treatment: {} }, false],
  [{ treatment: { style: [], languages: [] } }, { treatment: { languages: [] } }, true],
  [{ treatment: { languages: [] } }, { treatment: { style: [], languages: [] } }, false],
  [{ terms: { purposes: { ads: "no", sell: "no" } } }, { terms: { purposes: { ads: "yes" } } }, true],
  [{ terms: { agreement: "SD-BASE", purposes: { ads: "no" } } }, { terms: { agreement: "SD-BASE" } }, true],
  [{ terms: { agreement: "SD-BASE" } }, { terms: { agreement: "SD-BASE-A" } }, false],
] as const)("editing the stored %j by %j withdraws a value: %j", (stored, edit, expected) => {
  expect(takesBack(LayerFields.parse(stored), LayerEdit.parse(edit))).toBe(expected);
});

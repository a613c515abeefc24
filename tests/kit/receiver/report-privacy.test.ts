// Comparing cells, tables or days reveals nothing about a small cell of the report except that it is small.
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LEAST_CUSTOMERS, type ShownTable } from "../../../src/kit/receiver/cells.ts";
import { feelingTables } from "../../../src/kit/receiver/report-feelings.ts";
import { preferenceTables } from "../../../src/kit/receiver/report-preferences.ts";
import { TAGS, VALUES } from "../../../src/signal/feeling-vocabulary.ts";
import { CHANNELS, KINDS, WANTS } from "../../../src/signal/vocabulary.ts";
import { holds } from "../../support/data/arbitraries.ts";

/** Bounds that a reader of the report knows for a number of customers. */
interface Bounds {
  low: number;
  high: number;
}

/**
 * The sum of some numbers is at most another number: every fact about the tables has this form. `isAll`: the sum equals
 * it, which no table of the report may imply.
 */
interface Relation {
  parts: readonly Bounds[];
  whole: Bounds;
  isAll?: true;
}

const known = (shown: number | null): Bounds =>
  shown === null ? { low: 0, high: LEAST_CUSTOMERS - 1 } : { low: shown, high: shown + LEAST_CUSTOMERS - 1 };

const sumOf = (parts: readonly Bounds[], side: "low" | "high"): number =>
  parts.reduce((sum, part) => sum + part[side], 0);

/** Draws every conclusion from the relations until no bound moves. */
function conclude(relations: readonly Relation[]): void {
  for (let moved = true; moved; ) {
    moved = false;
    for (const { parts, whole, isAll } of relations) {
      const low = Math.max(whole.low, sumOf(parts, "low"));
      if (low > whole.low) [whole.low, moved] = [low, true];
      for (const part of parts) {
        const high = Math.min(part.high, whole.high - (sumOf(parts, "low") - part.low));
        if (high < part.high) [part.high, moved] = [high, true];
        const least = isAll ? whole.low - (sumOf(parts, "high") - part.high) : 0;
        if (least > part.low) [part.low, moved] = [least, true];
      }
      if (isAll && sumOf(parts, "high") < whole.high) [whole.high, moved] = [sumOf(parts, "high"), true];
    }
  }
}

interface Cell {
  shown: number | null;
  bounds: Bounds;
}

const cellsOf = ({ columns, rows }: ShownTable): Map<string, Cell> =>
  new Map(
    rows.flatMap(({ label, cells }) =>
      cells.map((shown, at) => [`${label} ${columns[at]}`, { shown, bounds: known(shown) }] as const),
    ),
  );

/** Cells whose bounds are narrower than their own number implies. */
const narrowed = (cells: readonly Cell[]): Cell[] =>
  cells.filter(({ shown, bounds }) => bounds.low !== known(shown).low || bounds.high !== known(shown).high);

const everybody = (): Bounds => ({ low: 0, high: Number.POSITIVE_INFINITY });

/**
 * The view of a reader: the cells of each row are different customers; a channel or an hour is one of those who say
 * yes.
 */
function readPreferences(tables: readonly ShownTable[]): Cell[] {
  const [wants, products, channels, hours] = tables.map(cellsOf);
  const all = [wants, products, channels, hours].flatMap((table) => [...(table?.values() ?? [])]);
  const at = (table: Map<string, Cell> | undefined, name: string): Bounds[] => {
    const cell = table?.get(name);
    return cell === undefined ? [] : [cell.bounds];
  };
  const customers = everybody();
  const relations: Relation[] = [];
  for (const kind of KINDS) {
    relations.push({ parts: WANTS.flatMap((want) => at(wants, `${kind} ${want}`)), whole: customers });
    for (const whole of at(wants, `${kind} yes`))
      relations.push({ parts: CHANNELS.flatMap((channel) => at(channels, `${kind} ${channel}`)), whole });
  }
  for (const hour of hours?.keys() ?? [])
    for (const whole of at(wants, "service yes")) relations.push({ parts: at(hours, hour), whole });
  for (const { label } of tables[1]?.rows ?? [])
    relations.push({ parts: WANTS.flatMap((want) => at(products, `${label} ${want}`)), whole: customers });
  conclude(relations);
  return all;
}

/** A feeling with a topic, and one with a date, is one of those with the value. */
function readFeelings(tables: readonly ShownTable[]): Cell[] {
  const [values, ...others] = tables.map(cellsOf);
  const relations = others.flatMap((table) =>
    [...table].flatMap(([name, { bounds }]) => {
      const whole = values?.get(`All ${name.split(" ").at(-1)}`)?.bounds;
      return whole === undefined ? [] : [{ parts: [bounds], whole }];
    }),
  );
  conclude(relations);
  return [values, ...others].flatMap((table) => [...(table?.values() ?? [])]);
}

const rule = fc.record({
  kinds: fc.subarray(["service", "offers", "advice"], { minLength: 1 }),
  want: fc.constantFrom(...WANTS),
  via: fc.option(fc.subarray(["email", "call", "post"], { minLength: 1 }), { nil: undefined }),
  about: fc.option(fc.constantFrom({ label: "x", product: "card" }, { label: "y", product: "loan" }), {
    nil: undefined,
  }),
});
const quiet = fc.constantFrom(
  [],
  [{ days: ["we"], from: "20:00", to: "09:00" }],
  [{ days: ["we"], from: "10:00", to: "19:00" }],
);
const document = fc.record({ rules: fc.array(rule, { maxLength: 3 }), quiet }).map((contact) => ({
  cmr: "0.1",
  issued: "2026-11-22T00:00:00Z",
  expires: "2026-12-15T00:00:00Z",
  contact: { ...contact, timeZone: "Europe/London" },
  purposes: ["service"],
}));
/** Many equal ones, so that cells fill: a report with few customers shows nothing. */
const crowd = <T>(one: fc.Arbitrary<T>) =>
  fc
    .array(fc.tuple(one, fc.integer({ min: 1, max: 12 })), { maxLength: 8 })
    .map((groups) => groups.flatMap(([same, many]) => new Array<T>(many).fill(same)));

const felt = fc.record(
  {
    value: fc.constantFrom(...VALUES),
    about: fc.subarray(TAGS.slice(0, 3)),
    date: fc.constantFrom("2026-10", "2026-11-02"),
  },
  { requiredKeys: ["value"] },
);
const customer = fc.array(
  felt.map((feeling) => ({ feeling })),
  { minLength: 1, maxLength: 3 },
);

function preferencesShown(documents: readonly object[]): ShownTable[] {
  const tables = preferenceTables();
  for (const one of documents) tables.count(one, "2026-11-26");
  return tables.shown();
}

function feelingsShown(customers: readonly (readonly object[])[]): ShownTable[] {
  const tables = feelingTables();
  for (const one of customers) tables.count(one);
  return tables.shown();
}

describe("all cells of a report together narrow no cell further than its own number", () => {
  test("of wants", () => {
    holds(
      fc.property(crowd(document), (documents) => {
        expect(narrowed(readPreferences(preferencesShown(documents)))).toEqual([]);
      }),
    );
  });

  test("of feelings", () => {
    holds(
      fc.property(crowd(customer), (customers) => {
        expect(narrowed(readFeelings(feelingsShown(customers)))).toEqual([]);
      }),
    );
  });
});

describe("the reader of these tests can draw conclusions", () => {
  test("finds somebody in a cell that looks empty if its row had a total", () => {
    // If the two cells of a row added up to the 30 who say yes, 25 to 29 in one would leave somebody in the other.
    const [welcome, not, yes] = [known(25), known(null), known(30)];
    const all = everybody();
    conclude([
      { parts: [welcome, not], whole: all, isAll: true },
      { parts: [yes], whole: all },
    ]);
    expect(not.low).toBe(1);
  });

  test("finds that a part is at most its whole", () => {
    const [part, whole] = [known(10), known(null)];
    conclude([{ parts: [part], whole }]);
    expect(whole.low).toBe(10);
  });
});

describe("two reports of different days", () => {
  const DIFFERENT = LEAST_CUSTOMERS;

  test("that differ by five customers or more leave at least five changes of each cell possible", () => {
    holds(
      fc.property(crowd(document), fc.array(document, { minLength: DIFFERENT, maxLength: 9 }), (before, more) => {
        const [earlier, later] = [
          readPreferences(preferencesShown(before)),
          readPreferences(preferencesShown([...before, ...more])),
        ];
        for (const [at, { bounds }] of later.entries()) {
          const old = earlier[at]?.bounds;
          if (old === undefined || earlier.length !== later.length) continue;
          const [least, most] = [bounds.low - old.high, bounds.high - old.low];
          expect(most - least + 1).toBeGreaterThanOrEqual(DIFFERENT);
        }
      }),
    );
  });
});

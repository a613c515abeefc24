// The rounded counts of the report: nobody can compute a small cell from the others.
import { describe, expect, test } from "vitest";
import { createCells, shownCount } from "../../../src/kit/receiver/cells.ts";

describe("shown counts", () => {
  test.each([
    [0, null],
    [4, null],
    [5, 5],
    [9, 5],
    [10, 10],
    [104, 100],
  ])("%i is shown as %j", (count, shown) => {
    expect(shownCount(count)).toBe(shown);
  });

  test("of a row leave five values possible for each cell, hidden or shown", () => {
    const rows = Array.from({ length: 15 ** 3 }, (_, at) => [at % 15, Math.floor(at / 15) % 15, Math.floor(at / 225)]);
    const groups = new Map<string, number[][]>();
    for (const row of rows) {
      const shown = JSON.stringify(row.map(shownCount));
      groups.set(shown, [...(groups.get(shown) ?? []), row]);
    }
    for (const group of groups.values())
      for (const cell of [0, 1, 2]) expect(new Set(group.map((row) => row[cell])).size).toBe(5);
  });

  test("that change from 5 to 10 between two reports leave nine changes possible", () => {
    // From a shown 5 to a shown 10, the true change is between 1 and 9, so it need not be one customer.
    const changes = new Set<number>();
    for (let before = 5; before < 10; before++) for (let after = 10; after < 15; after++) changes.add(after - before);
    expect(changes.size).toBe(9);
  });
});

describe("a table", () => {
  test("counts a customer once for a cell", () => {
    const cells = createCells();
    for (let customer = 0; customer < 4; customer++) cells.count(Array(10).fill(["waiting", "bad"]));
    expect(cells.shown("By topic", ["bad"]).rows).toEqual([]);
    cells.count([["waiting", "bad"]]);
    expect(cells.shown("By topic", ["bad"]).rows).toEqual([{ label: "waiting", cells: [5] }]);
  });

  test("shows a row that customers named only if five share it", () => {
    const cells = createCells();
    for (let customer = 0; customer < 6; customer++)
      cells.count([[customer < 5 ? "mortgage" : "secret-account", "yes"]]);
    expect(cells.shown("By product", ["yes"]).rows.map(({ label }) => label)).toEqual(["mortgage"]);
    expect(cells.shown("By kind", ["yes"], ["a", "mortgage"]).rows).toEqual([
      { label: "a", cells: [null] },
      { label: "mortgage", cells: [5] },
    ]);
  });
});

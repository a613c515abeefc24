// The tables of the report, from documents and feelings.
import { describe, expect, test } from "vitest";
import { feelingTables } from "../../../src/kit/receiver/report-feelings.ts";
import { preferenceTables } from "../../../src/kit/receiver/report-preferences.ts";

const document = (rules: object[]): object => ({
  cmr: "0.1",
  issued: "2026-11-22T00:00:00Z",
  expires: "2026-12-15T00:00:00Z",
  contact: {
    rules,
    quiet: [{ days: ["mo", "tu", "we", "th", "fr", "sa", "su"], from: "21:00", to: "08:00" }],
    timeZone: "Europe/London",
  },
  purposes: ["service"],
});

const cellsOf = (tables: ReturnType<ReturnType<typeof preferenceTables>["shown"]>, table: number, row: string) =>
  tables[table]?.rows.find(({ label }) => label === row)?.cells;

describe("wants", () => {
  const tables = preferenceTables();
  const calls = { kinds: ["service"], want: "yes", via: ["call", "email"] };
  const mortgage = { kinds: ["advice"], want: "ask", about: { label: "Mortgage", product: "mortgage" } };
  for (let customer = 0; customer < 6; customer++)
    tables.count(document([calls, mortgage, { kinds: ["offers"], want: "no", until: "2026-11-25" }]), "2026-11-26");
  tables.count({ cmr: "0.2" }, "2026-11-26");
  const shown = tables.shown();

  test("of a kind follow the rule that decides on that day", () => {
    expect(cellsOf(shown, 0, "service")).toEqual([5, null, null]);
    expect(cellsOf(shown, 0, "offers")).toEqual([null, null, null]);
    expect(cellsOf(shown, 0, "advice")).toEqual([null, null, null]);
  });

  test("have tables by product, first channel and hour", () => {
    expect(shown[1]?.rows).toEqual([
      { label: "mortgage", cells: shown[1]?.columns.map((want) => (want === "ask" ? 5 : null)) },
    ]);
    expect(cellsOf(shown, 2, "service")?.[shown[2]?.columns.indexOf("call") ?? -1]).toBe(5);
    expect(cellsOf(shown, 3, "07:00")).toEqual([null]);
    expect(cellsOf(shown, 3, "08:00")).toEqual([5]);
    expect(cellsOf(shown, 3, "21:00")).toEqual([null]);
  });
});

test("counts of feelings are by value, topic and month, without the customers' own words", () => {
  const tables = feelingTables();
  const body = { feeling: { date: "2026-11-22", value: -2, about: ["waiting", "Mr Smith"] } };
  for (let customer = 0; customer < 5; customer++)
    tables.count([body, body, { feeling: { value: 1 } }, { feeling: 3 }, null]);
  const [values, topics, months] = tables.shown();
  expect(values?.rows).toEqual([{ label: "All", cells: [5, null, null, 5, null] }]);
  expect(topics?.rows.filter(({ cells }) => cells.some((cell) => cell !== null))).toEqual([
    { label: "waiting", cells: [5, null, null, null, null] },
  ]);
  expect(months?.rows).toEqual([{ label: "2026-11", cells: [5, null, null, null, null] }]);
});

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Cell, csvOf, SEPARATORS } from "../../../src/core/export/csv.ts";
import { feelingsCsv } from "../../../src/core/export/feelings-csv.ts";
import { anyText } from "../../support/data/any-text.ts";
import { holds } from "../../support/data/arbitraries.ts";
import { readCsv, splitQuoted } from "../../support/data/csv.ts";
import { feeling } from "../../support/data/diaries.ts";

const cells = (source: string): string[][] => readCsv(source.slice(1)).map((row) => row.map(({ text }) => text));
const written = (cell: Cell): string => cells(csvOf(["a"], [[cell]]))[1]?.[0] ?? "";

const spelled = fc.oneof(
  anyText(),
  fc.string({ unit: fc.constantFrom("=", "+", "-", "@", "\t", "\r", "\n", '"', ",", ";", " ", "'", "A", "\uff1d") }),
);

describe("a CSV table", () => {
  test("begins with a byte order mark and its header, and ends every line with CR LF", () => {
    expect(csvOf(["a", "b"], [[1, "x"]])).toBe('\ufeff"a","b"\r\n1,"x"\r\n');
    expect(csvOf(["a"], [])).toBe('\ufeff"a"\r\n');
  });

  test("reads back unchanged, except for controls and the apostrophe before a formula", () => {
    const cell = fc.oneof(spelled, fc.integer(), fc.constant(null));
    holds(
      fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), { maxLength: 5 }), (rows) => {
        const read = cells(csvOf(["one", "two"], rows));
        expect(read).toHaveLength(rows.length + 1);
        rows.forEach((row, line) => {
          row.forEach((original, column) => {
            const clean = String(original ?? "")
              .replace(/(?![\t\n\r])\p{Cc}/gu, "")
              .replace(/\p{Cs}/gu, "\ufffd");
            expect(read[line + 1]?.[column]?.replaceAll("'", "")).toBe(clean.replaceAll("'", ""));
          });
        });
      }),
    );
  });

  test("contains no text that a spreadsheet would execute", () => {
    holds(
      fc.property(spelled, (text) => {
        const row = readCsv(csvOf(["a"], [[text]]).slice(1))[1];
        expect(row?.[0]?.quoted).toBe(true);
        expect(row?.[0]?.text ?? "").not.toMatch(/^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/);
      }),
    );
  });

  test("contains no such text for a spreadsheet with another separator either, quoted or not", () => {
    const blank = /^[\s\p{Default_Ignorable_Code_Point}"]*/u;
    const runs = (part: string) => /^[=+\-@]/.test(part.replace(blank, "").normalize("NFKC"));
    holds(
      fc.property(fc.array(spelled, { minLength: 1, maxLength: 3 }), fc.constantFrom(...SEPARATORS), (row, own) => {
        const table = csvOf(["a"], [row], own).slice(1);
        for (const other of [",", ";", "\t"]) {
          expect(table.split(new RegExp(`[\r\n${other}]`)).filter(runs)).toEqual([]);
          expect(splitQuoted(table, other).filter(runs)).toEqual([]);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test("separates columns by semicolons and writes decimal commas where the region expects them", () => {
    expect(
      csvOf(
        ["a", "b"],
        [
          ["x, y", 0.5],
          [null, -2],
        ],
        ";",
      ),
    ).toBe('\ufeff"a";"b"\r\n"x, y";0,5\r\n;-2\r\n');
    const [header, row] = readCsv(feelingsCsv([feeling("2026-11-20", 2)], ";").slice(1), ";");
    expect([header?.length, row?.length]).toEqual([13, 13]);
  });

  test.each(["=1+1", "+49 30", "-2", "@cmd", " =1", "＝1", "＋1", "－1", "＠a", "﹦1", "\u200b=1"])(
    "%j gets an apostrophe",
    (text) => {
      expect(written(text)).toBe(`'${text}`);
    },
  );

  test.each([
    ["price; =1+1", "price;' =1+1"],
    ["slow;=HYPERLINK(1)", "slow;'=HYPERLINK(1)"],
    ["a,@b", "a,'@b"],
    ["a\t+1", "a\t'+1"],
    ["two\n- lines", "two\n'- lines"],
    ["two\r\n=1", "two\r\n'=1"],
    ['x;"=1', "x;'\"=1"],
    ["x;；＝1", "x;；＝1"],
    ["x; ＝1", "x;' ＝1"],
    [",,=1", ",,'=1"],
    ["\t=1", "'\t'=1"],
    ["\n=1", "'\n'=1"],
    ["\ta", "'\ta"],
  ])("%j is written as %j: a separator inside cannot begin a formula", (text, safe) => {
    expect(written(text)).toBe(safe);
  });

  test.each(["1+1", "a=b", "'quoted'", "", "I felt -2", 'Grüße, "Welt"', "two\r\nlines"])(
    "%j stays unchanged",
    (text) => {
      expect(written(text)).toBe(text);
    },
  );

  test("numbers stay numbers, negative ones too; a missing number is an empty cell", () => {
    expect(csvOf(["a"], [[-2], [0.5], [Number.NaN], [null]])).toBe('\ufeff"a"\r\n-2\r\n0.5\r\n\r\n\r\n');
  });
});

test("the diary is a table with one row for each feeling, oldest first, and every member", () => {
  const source = feelingsCsv([
    feeling("2026-11-22", -1, {
      words: ["angry", "trapped"],
      about: ["price", "my, own"],
      patterns: ["hidden-costs", "nagging"],
      success: "partly",
      effort: "hard",
      wanted: "=my money back",
      note: 'They said "no"\nand hung up',
      delayMinutes: 5,
    }),
    feeling("2026-11-20", 2, { company: "bank.example", how: "nudge" }),
  ]);
  expect(cells(source)).toEqual([
    [
      "at",
      "company",
      "value",
      "words",
      "about",
      "patterns",
      "success",
      "effort",
      "wanted",
      "note",
      "how",
      "delay_minutes",
      "id",
    ],
    ["2026-11-20T12:00:00Z", "bank.example", "2", "", "", "", "", "", "", "", "nudge", "0", "2026-11-20-bank.example"],
    [
      ...["2026-11-22T12:00:00Z", "shop.example", "-1", "angry trapped", "price; my, own"],
      ...["hidden-costs nagging", "partly", "hard"],
      ...["'=my money back", 'They said "no"\nand hung up', "self", "5", "2026-11-22-shop.example"],
    ],
  ]);
});

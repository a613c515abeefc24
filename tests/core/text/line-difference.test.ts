// Difference of two texts by lines.
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { lineDifference, visibleLines } from "../../../src/core/text/line-difference.ts";
import { holds } from "../../support/data/arbitraries.ts";
import { processorTime } from "../../support/processor-time.ts";

const marks = (before: string, after: string): string[] =>
  lineDifference(before, after).map(({ change, line }) => `${change === "added" ? "+" : "-"}${line}`);

test("names the removed and the added lines, and no others", () => {
  expect(marks("a\nb\nc", "a\nB\nc\nd")).toEqual(["-b", "+B", "+d"]);
  expect(marks("one\r\n two \n\nthree", "one\ntwo\nthree\n")).toEqual([]);
  expect(marks("", "new")).toEqual(["+new"]);
  expect(marks("a\nb", "b\na")).toEqual(["-a", "+a"]);
});

test("the old lines, minus the removed and plus the added ones, are the new lines", () => {
  const text = fc.array(fc.constantFrom("a", "b", "c", "d", "")).map((lines) => lines.join("\n"));
  holds(
    fc.property(text, text, (before, after) => {
      const changes = lineDifference(before, after);
      const count = (lines: readonly string[], line: string) => lines.filter((one) => one === line).length;
      for (const line of ["a", "b", "c", "d"]) {
        const of = (change: string) => changes.filter((one) => one.change === change && one.line === line).length;
        expect(count(visibleLines(before), line) - of("removed") + of("added")).toBe(count(visibleLines(after), line));
      }
    }),
  );
});

test("tens of thousands of short lines take little time, and count as changed altogether", () => {
  const [before, after] = ["a", "b"].map((sign) => `${sign}\n`.repeat(32_000));
  const time = processorTime(() => expect(lineDifference(before ?? "", after ?? "")).toHaveLength(64_000));
  expect(time).toBeLessThan(2000);
});

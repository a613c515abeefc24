// Amounts as people type them, in English and in German.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { amountOf, amountText } from "../../../src/core/text/amount.ts";

describe("accepts English and German spellings", () => {
  test.each([
    ["0", 0],
    ["500", 500],
    ["007", 7],
    ["12.5", 12.5],
    ["12,5", 12.5],
    ["12.50", 12.5],
    ["12,50", 12.5],
    ["0,99", 0.99],
    ["1500.00", 1500],
    ["1,500", 1500],
    ["1.500", 1500],
    ["1,500.00", 1500],
    ["1.500,00", 1500],
    ["1,234,567.89", 1_234_567.89],
    ["1.234.567,89", 1_234_567.89],
    [" 1 500 ", 1500],
    ["1 500,50", 1500.5],
    ["1\u00a0500", 1500],
    ["1\u202f234\u202f567", 1_234_567],
    ["1’500", 1500],
    ["1'500.50", 1500.5],
  ])("%j is %j", (text, amount) => expect(amountOf(text)).toBe(amount));
});

describe("refuses text that could mean two amounts", () => {
  test.each(["1,500.000", "1.500,000", "1,500,00", "1.500.00", "0,500", "0.125", "12 50", "1 500 00", "1,00,000"])(
    "%j is null",
    (text) => expect(amountOf(text)).toBeNull(),
  );
});

describe("refuses text that is no amount", () => {
  test.each([
    "",
    " ",
    "-1",
    "+1",
    "1e3",
    "£5",
    "5 €",
    "1.5.5",
    "12,3456",
    "1,",
    ",5",
    ".5",
    "١٢",
    "lots",
    "9".repeat(30),
  ])("%j is null", (text) => expect(amountOf(text)).toBeNull());
});

test("the text of an amount reads as the same amount, with at most two decimals", () => {
  expect(amountText(1.125)).toBe("1.13");
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e12 }), (cents) => {
      expect(amountOf(amountText(cents / 100))).toBe(cents / 100);
    }),
  );
});

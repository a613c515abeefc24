// The amount of a purchase, from its text field to the command.
import { describe, expect, test } from "vitest";
import { eventFaults, payloadOf } from "../../../src/features/timeline/event-check.ts";
import { type EventForm, newEvent } from "../../../src/features/timeline/event-form.ts";

const TODAY = "2026-11-22";
const purchase = (amount: string): EventForm => ({
  ...newEvent("shop.example", TODAY, "EUR"),
  type: "purchase",
  amount,
});

describe("the amount of a purchase", () => {
  test.each([
    ["12,50", 12.5],
    ["1,500.00", 1500],
    ["1.500,00", 1500],
  ])("%j is saved as %j", (text, amount) => {
    expect(eventFaults(purchase(text), TODAY)).toEqual([]);
    expect(payloadOf(purchase(text), TODAY)?.detail).toEqual({ amount, currency: "EUR" });
  });

  test.each(["12,5x", "1,500.000", "1.000.000.000.001"])("%j is a fault", (text) =>
    expect(eventFaults(purchase(text), TODAY)).toEqual(["amount"]),
  );

  test("an empty amount is left out", () => {
    expect(eventFaults(purchase(" "), TODAY)).toEqual([]);
    expect(payloadOf(purchase(" "), TODAY)?.detail).toEqual({});
  });
});

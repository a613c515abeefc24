// Handles and subjects.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bodyMac, customerOf, handleOf, receiptOf, subjectOf } from "../../../src/kit/receiver/subject.ts";
import { SECRET } from "../../support/receiver/items.ts";

const customers = fc
  .string({ unit: "grapheme", minLength: 1, maxLength: 20 })
  .filter((text) => Buffer.byteLength(text) <= 60);

describe("handles", () => {
  test("give back their customer, and only with the same secret", () => {
    fc.assert(
      fc.property(customers, (customer) => {
        const handle = handleOf(SECRET, customer);
        expect(handle).toMatch(/^[\x21-\x7e]{1,128}$/);
        expect(customerOf(SECRET, handle)).toBe(customer);
        expect(customerOf(`${SECRET}!`, handle)).toBeNull();
      }),
    );
  });

  test("that differ in one character are refused", () => {
    const handle = handleOf(SECRET, "customer 4711");
    for (let at = 0; at < handle.length; at++)
      for (const other of ["A", "z", "_", ".", "="]) {
        const changed = handle.slice(0, at) + other + handle.slice(at + 1);
        if (changed !== handle) expect(customerOf(SECRET, changed)).toBeNull();
      }
  });

  test.each(["", ".", "a.b", "x".repeat(5000), `${"A".repeat(43)}`, `.${"A".repeat(43)}`])(
    "%j is no handle",
    (handle) => {
      expect(customerOf(SECRET, handle)).toBeNull();
    },
  );

  test("exist for ids of 1 to 60 characters", () => {
    expect(handleOf(SECRET, "x".repeat(60))).toHaveLength(124);
    for (const customer of ["", "x".repeat(61), "ß".repeat(60)]) expect(() => handleOf(SECRET, customer)).toThrow();
  });
});

test("marks of handles, keys, bodies and other secrets differ", () => {
  const text = "the same text";
  const marks = [
    subjectOf(SECRET, { handle: text }),
    subjectOf(SECRET, { key: text }),
    bodyMac(SECRET, text),
    subjectOf(`${SECRET}!`, { handle: text }),
  ];
  expect(new Set(marks).size).toBe(4);
  expect(new Set(marks.map((mark) => mark.length))).toEqual(new Set([43]));
  expect(receiptOf(SECRET, "a", "b")).not.toBe(receiptOf(SECRET, "a\nb", ""));
});

test("no other spelling of a handle is the customer's, who would count as several", () => {
  const handle = handleOf(SECRET, "anna");
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  // The last letter of 32 bytes has two bits that no byte has.
  const accepted = [...letters].filter((letter) => customerOf(SECRET, handle.slice(0, -1) + letter) !== null);
  expect(accepted).toEqual([handle.at(-1)]);
});

test("an id with half a character has no handle, since another id could have the same", () => {
  for (const customer of ["\ud800", "anna \udc00"])
    expect(() => handleOf(SECRET, customer)).toThrow(/half a character/);
});

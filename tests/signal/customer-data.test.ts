// A company's file about a customer: read row by row, and refused as a whole if it is malicious.
import * as fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { MOST_DATA_BYTES, MOST_DATA_ROWS, readCustomerData } from "../../src/signal/customer-data.ts";
import { anyText } from "../support/data/any-text.ts";
import { holds } from "../support/data/arbitraries.ts";
import { processorTime } from "../support/processor-time.ts";

const ORDER = {
  "@context": "https://schema.org",
  "@type": "Order",
  orderNumber: "A-17",
  orderDate: "2026-11-03",
  orderedItem: [
    { "@type": "Product", name: "A kettle" },
    { "@type": "OrderItem", orderedItem: { name: "Two cups" } },
  ],
  acceptedOffer: { "@type": "Offer", price: "24.90", priceCurrency: "EUR" },
};
const INVOICE = {
  "@type": "Invoice",
  confirmationNumber: "R-9",
  paymentDueDate: "2026-12-01T09:30:00+01:00",
  description: "Mortgage, December",
  totalPaymentDue: { "@type": "MonetaryAmount", value: 812.4, currency: "GBP" },
};
const MESSAGE = {
  "@type": "CommunicateAction",
  startTime: "2026-11-05",
  about: { "@type": "Thing", name: "Your new card" },
  agent: { "@type": "Organization", name: "Northbank" },
};

const read = (value: unknown) => readCustomerData(JSON.stringify(value));
/** The only entry, or the reason why its row is left out. */
function one(value: unknown): unknown {
  const result = read([value]);
  if (!result.ok) return result.fault;
  return result.entries[0] ?? result.skipped[0]?.reason;
}

const objectMembers = Object.getOwnPropertyNames(Object.prototype).length;
afterEach(() => {
  expect(Object.getOwnPropertyNames(Object.prototype)).toHaveLength(objectMembers);
});

test("an order, an invoice and a message are read with day, text and amount", () => {
  expect(read([ORDER, INVOICE, MESSAGE])).toEqual({
    ok: true,
    rows: 3,
    entries: [
      {
        row: 1,
        kind: "order",
        day: "2026-11-03",
        reference: "A-17",
        text: "A kettle, Two cups",
        amount: { value: 24.9, currency: "EUR" },
      },
      {
        row: 2,
        kind: "invoice",
        day: "2026-12-01",
        moment: "2026-12-01T08:30:00Z",
        reference: "R-9",
        text: "Mortgage, December",
        amount: { value: 812.4, currency: "GBP" },
      },
      { row: 3, kind: "message", day: "2026-11-05", text: "Your new card", from: "company" },
    ],
    skipped: [],
  });
});

test("one object, a list and a graph give the same rows", () => {
  expect(read(ORDER)).toEqual(read([ORDER]));
  expect(read({ "@context": "https://schema.org", "@graph": [ORDER, MESSAGE] })).toEqual(read([ORDER, MESSAGE]));
  expect(read([])).toEqual({ ok: true, rows: 0, entries: [], skipped: [] });
});

describe("a faulty row is left out with its reason", () => {
  test.each([
    ["not-an-object", 7],
    ["not-an-object", [ORDER]],
    ["not-an-object", null],
    ["other-type", { ...ORDER, "@type": "Person" }],
    ["other-type", { ...ORDER, "@type": ["Order"] }],
    ["other-type", { ...ORDER, "@type": "constructor" }],
    ["other-type", { orderDate: "2026-11-03" }],
    ["date", { ...ORDER, orderDate: undefined }],
    ["date", { ...ORDER, orderDate: "2026-02-29" }],
    ["date", { ...ORDER, orderDate: "2026-11" }],
    ["date", { ...ORDER, orderDate: "3 November 2026" }],
    ["date", { ...ORDER, orderDate: "2026-11-03T25:00:00Z" }],
    ["date", { ...ORDER, orderDate: "0004-01-01" }],
    ["date", { ...ORDER, orderDate: "9999-01-01" }],
    ["date", { ...ORDER, orderDate: 1_793_664_000 }],
    ["amount", { ...ORDER, acceptedOffer: { price: 24.9 } }],
    ["amount", { ...ORDER, acceptedOffer: { price: 24.9, priceCurrency: "euro" } }],
    ["amount", { ...ORDER, acceptedOffer: { price: -1, priceCurrency: "EUR" } }],
    ["amount", { ...ORDER, acceptedOffer: { price: "1,500.00", priceCurrency: "EUR" } }],
    ["amount", { ...ORDER, acceptedOffer: { price: "1e5", priceCurrency: "EUR" } }],
    ["amount", { ...ORDER, acceptedOffer: { price: 1e13, priceCurrency: "EUR" } }],
    ["amount", { ...ORDER, acceptedOffer: { priceCurrency: "EUR" } }],
    ["amount", { ...ORDER, acceptedOffer: [{ price: 1, priceCurrency: "EUR" }] }],
    ["amount", { ...ORDER, acceptedOffer: "24.90 EUR" }],
    ["amount", { ...INVOICE, totalPaymentDue: { minValue: 1, maxValue: 9, currency: "GBP" } }],
    ["text", { ...ORDER, description: 7 }],
    ["text", { ...ORDER, orderedItem: ["A kettle"] }],
    ["text", { ...ORDER, orderedItem: { name: { en: "A kettle" } } }],
    ["reference", { ...ORDER, orderNumber: 17 }],
    ["reference", { ...ORDER, orderNumber: " A-17" }],
    ["reference", { ...ORDER, orderNumber: "A\u202e17" }],
    ["reference", { ...ORDER, orderNumber: "9".repeat(81) }],
    ["agent", { ...MESSAGE, agent: undefined }],
    ["agent", { ...MESSAGE, agent: { "@type": "Robot" } }],
    ["agent", { ...MESSAGE, agent: "Northbank" }],
  ])("%s", (reason, value) => expect(one(value)).toBe(reason));

  test("and affects no other row", () => {
    expect(read([{}, ORDER, 7, MESSAGE])).toMatchObject({
      rows: 4,
      entries: [{ row: 2 }, { row: 4 }],
      skipped: [
        { row: 1, reason: "other-type" },
        { row: 3, reason: "not-an-object" },
      ],
    });
  });
});

test("texts are trimmed, shortened and safe to show; a text without a visible character is left out", () => {
  expect(one({ ...INVOICE, description: " Gas\u202e \n\t  bill\u0000 " })).toMatchObject({ text: "Gas bill" });
  expect(one({ ...INVOICE, description: "x".repeat(900) })).toMatchObject({ text: "x".repeat(500) });
  expect(one({ ...INVOICE, description: "\u200b" })).not.toHaveProperty("text");
  expect(one({ ...INVOICE, description: null, totalPaymentDue: null })).not.toHaveProperty("amount");
});

test("a time without an offset gives its day but no moment", () => {
  expect(one({ ...ORDER, orderDate: "2026-11-03T10:00" })).toMatchObject({ day: "2026-11-03" });
  expect(one({ ...ORDER, orderDate: "2026-11-03T10:00" })).not.toHaveProperty("moment");
  expect(one({ ...ORDER, orderDate: "2026-11-03T23:30:00.5-02:00" })).toMatchObject({
    day: "2026-11-03",
    moment: "2026-11-04T01:30:00Z",
  });
});

test("a price of 0 is an amount, and a message may come from the customer", () => {
  expect(one({ ...ORDER, acceptedOffer: { price: 0, priceCurrency: "EUR" } })).toMatchObject({ amount: { value: 0 } });
  expect(one({ ...MESSAGE, agent: { "@type": "Person" } })).toMatchObject({ from: "customer" });
});

describe("a broken or hostile file is refused as a whole, in little time", () => {
  const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
  test.each([
    ["not-json", ""],
    ["not-json", "<html>"],
    ["not-json", '[{"@type":"Order"'],
    ["no-rows", "7"],
    ["no-rows", "null"],
    ["no-rows", '{"@graph":{}}'],
    ["too-deep", deep],
    ["too-large", `"${"x".repeat(MOST_DATA_BYTES)}"`],
    ["too-many-rows", JSON.stringify(Array.from({ length: MOST_DATA_ROWS + 1 }, () => 1))],
    ["too-many-rows", JSON.stringify(Array.from({ length: 100_000 }, () => ({})))],
    ["duplicate-key", '{"@type":"Order","orderDate":"2026-11-03","orderDate":"2026-11-04"}'],
    ["duplicate-key", '{"@type":"Order","\\u0040type":"Invoice"}'],
    ["long-text", JSON.stringify({ ...ORDER, description: "x".repeat(5000) })],
    ["too-many-keys", `[${Array.from({ length: 70_000 }, () => '{"a":1,"b":2,"c":3}').join()}]`],
  ])("%s", (fault, text) => {
    const time = processorTime(() => expect(readCustomerData(text)).toEqual({ ok: false, fault }));
    expect(time).toBeLessThan(5000);
  });
});

test("members named `__proto__` and `constructor` change nothing", () => {
  const text =
    '{"@type":"Order","orderDate":"2026-11-03","__proto__":{"orderNumber":"A"},"constructor":{"prototype":1}}';
  expect(readCustomerData(text)).toMatchObject({ entries: [{ kind: "order", day: "2026-11-03" }] });
  expect(readCustomerData(text)).not.toHaveProperty("entries.0.reference");
});

test("any text and any JSON has a result, with every row accounted for", () => {
  const member = fc.constantFrom("@type", "orderDate", "paymentDueDate", "startTime", "agent", "acceptedOffer", "name");
  const value = fc.oneof(fc.jsonValue(), fc.constantFrom("Order", "Invoice", "CommunicateAction", "2026-11-03"));
  holds(
    fc.property(
      fc.oneof(
        anyText(),
        fc.array(fc.dictionary(member, value)).map((all) => JSON.stringify(all)),
      ),
      (text) => {
        const result = readCustomerData(text);
        if (result.ok) expect(result.entries.length + result.skipped.length).toBe(result.rows);
      },
    ),
  );
});

// A company's answer to a delivery: untrusted input that never throws.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readDeliveryAnswer } from "../../src/signal/delivery-answer.ts";

const read = (text: string) => readDeliveryAnswer(new TextEncoder().encode(text));

describe("an answer", () => {
  test("has a receipt, a reply and a promise with a day, without unknown members", () => {
    const answer = { receipt: "r-1", reply: "Sorry.", promise: { what: "We call you back.", by: "2026-12-01" } };
    expect(read(JSON.stringify(answer))).toEqual(answer);
    expect(read('{"reason":"closed","else":1}')).toEqual({ reason: "closed" });
  });

  test.each([
    "",
    "null",
    "[]",
    "<p>thank you</p>",
    '{"reply":1}',
    '{"reply":null}',
    `{"reply":"${"a".repeat(281)}"}`,
    `{"receipt":"${"a".repeat(201)}","reply":"hello"}`,
    '{"promise":"soon"}',
    '{"promise":{"what":"a refund"}}',
    '{"promise":{"what":"a refund","by":"2026-12"}}',
    '{"promise":{"what":"a refund","by":"2026-02-30"}}',
    '{"reply":"a","reply":"b"}',
    "[".repeat(10_000),
    '{"__proto__":{"reply":"x"}}',
  ])("of another form is empty: %s", (text) => {
    expect(read(text)).toEqual({});
    expect({}).not.toHaveProperty("reply");
  });

  test("never throws", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => void readDeliveryAnswer(bytes)));
    fc.assert(fc.property(fc.json(), (text) => void read(text)));
  });
});

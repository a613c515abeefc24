// Adobe's published schema accepts each payload.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import fc from "fast-check";
import { expect, test } from "vitest";
import { toXdm } from "../../../src/kit/mappings/index.ts";
import { CHANNELS, type Channel, KINDS, PURPOSES, WANTS } from "../../../src/kit/site/index.ts";
import { runs } from "../../support/runs.ts";
import { saying } from "../site/saying.ts";

const schema = JSON.parse(readFileSync(join(import.meta.dirname, "../../fixtures/xdm-consents.schema.json"), "utf8"));
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;
const accepts = new Ajv({ formats: { "date-time": INSTANT } }).compile(schema);

const rule = fc.record(
  {
    kinds: fc.subarray([...KINDS], { minLength: 1 }),
    want: fc.constantFrom(...WANTS),
    via: fc.subarray<Channel>([...CHANNELS]),
  },
  { requiredKeys: ["kinds", "want"] },
);
const subscription = fc.record({
  id: fc.string({ minLength: 1 }),
  channel: fc.constantFrom(...CHANNELS),
  kinds: fc.subarray([...KINDS], { minLength: 1 }),
});

test("the schema accepts the payload of any document, at any time", () => {
  const times = fc.constantFrom("2026-11-22T12:00:00Z", "2000-01-01T00:00:00Z", "2099-01-01T00:00:00Z");
  const purposes = fc.dictionary(fc.constantFrom(...PURPOSES), fc.constantFrom(...WANTS));
  fc.assert(
    fc.property(fc.array(rule), fc.array(subscription), purposes, times, (rules, subscriptions, uses, at) => {
      const document = { ...saying(rules), terms: { purposes: uses } };
      const { payload } = toXdm(document, { at, subscriptions });
      expect(accepts(payload), JSON.stringify(accepts.errors)).toBe(true);
    }),
    { numRuns: runs(200) },
  );
});

test("the schema refuses unknown members", () => {
  const { payload } = toXdm(saying([]));
  const { marketing } = payload.consents;
  expect(accepts({ consents: { ...payload.consents, marketing: { ...marketing, email: { val: "maybe" } } } })).toBe(
    false,
  );
  expect(accepts({ consents: { ...payload.consents, marketing: { ...marketing, telex: { val: "y" } } } })).toBe(false);
  expect(accepts({ consents: { ...payload.consents, marketing: { ...marketing, call: { time: "x" } } } })).toBe(false);
  expect(accepts({ consents: { ...payload.consents, marketing: { ...marketing, email: { time: "x" } } } })).toBe(false);
});

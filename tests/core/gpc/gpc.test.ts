// The state of Global Privacy Control at a site, and a site's own statement: every text gives a value.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { exceptionHosts, GPC_FILE_MAX_BYTES, gpcState, readGpcStatement } from "../../../src/core/gpc/gpc.ts";

describe("the state at a site", () => {
  test.each([
    [{ on: false, excepted: false, permitted: true }, "off"],
    [{ on: false, excepted: true, permitted: false }, "off"],
    [{ on: true, excepted: false, permitted: true }, "on"],
    [{ on: true, excepted: true, permitted: true }, "excepted"],
    [{ on: true, excepted: true, permitted: false }, "excepted"],
    [{ on: true, excepted: false, permitted: false }, "not-permitted"],
  ])("%j is %s", (of, state) => {
    expect(gpcState(of)).toBe(state);
  });
});

test("exceptions are unique and sorted companies, without suffixes, subdomains and invalid hosts", () => {
  const odd = ["com", "co.uk", "www.shop.example", "a..b", "*", "", "192.0.2.7", "SHOP.example", "localhost"];
  expect(exceptionHosts(["shop.example", "bank.example", "shop.example", "bank.localhost", ...odd])).toEqual([
    "bank.example",
    "bank.localhost",
    "shop.example",
  ]);
});

describe("a site's statement", () => {
  const dated = (lastUpdate: unknown) => JSON.stringify({ gpc: true, lastUpdate });
  test.each([
    ["yes with a day", dated("2026-11-01"), { says: "yes", lastUpdate: "2026-11-01" }],
    ["yes with a time", dated("2026-11-01T10:00:00Z"), { says: "yes", lastUpdate: "2026-11-01" }],
    ["yes without a date", '{"gpc":true}', { says: "yes", lastUpdate: null }],
    ["yes with a date that is none", dated("2026-02-31"), { says: "yes", lastUpdate: null }],
    ["yes with a text as date", dated("<b>yesterday</b>"), { says: "yes", lastUpdate: null }],
    ["yes with a number as date", dated(20261101), { says: "yes", lastUpdate: null }],
    ["more members than we know", '{"gpc":true,"version":1,"x":{"y":[1]}}', { says: "yes", lastUpdate: null }],
    ["no", '{"gpc":false,"lastUpdate":"2026-11-01"}', { says: "no" }],
    ["a text for the yes", '{"gpc":"true"}', { says: "invalid" }],
    ["a number for the yes", '{"gpc":1}', { says: "invalid" }],
    ["nothing of the kind", "{}", { says: "invalid" }],
    ["both", '{"gpc":false,"gpc":true}', { says: "invalid" }],
    ["a list", "[true]", { says: "invalid" }],
    ["null", "null", { says: "invalid" }],
    ["a page", "<html>", { says: "invalid" }],
    ["nothing", "", { says: "invalid" }],
    ["a prototype", '{"__proto__":{"gpc":true}}', { says: "invalid" }],
    [
      "too much",
      JSON.stringify({ gpc: true, pad: ["x".repeat(900), "y".repeat(GPC_FILE_MAX_BYTES)] }),
      { says: "invalid" },
    ],
    ["too deep", `{"gpc":true,"x":${"[".repeat(20)}${"]".repeat(20)}}`, { says: "invalid" }],
  ])("%s", (_name, text, statement) => {
    expect(readGpcStatement(text)).toEqual(statement);
  });

  test("any text gives a statement, and only a day is taken from it", () => {
    const text = fc.oneof(fc.string(), fc.json(), fc.string().map(dated));
    fc.assert(
      fc.property(text, (given) => {
        const statement = readGpcStatement(given);
        const day = statement.says === "yes" ? statement.lastUpdate : null;
        expect(["yes", "no", "invalid"]).toContain(statement.says);
        if (day !== null) expect(day).toMatch(/^\d{4}-\d\d-\d\d$/);
      }),
    );
  });
});

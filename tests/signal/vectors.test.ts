// The shared cases of tests/vectors through the extension's own half of the signal.
import { describe, expect, test } from "vitest";
import { companyOf } from "../../src/core/companies/company.ts";
import { isPlanFor, type Plan } from "../../src/core/plans/plan.ts";
import { type RuleQuestion, resolveContact } from "../../src/core/preferences/resolution.ts";
import { summaryFor, type ViewInput, viewFor } from "../../src/core/sharing/view.ts";
import { decodeDocument } from "../../src/signal/decode-document.ts";
import { decodeHeader, encodeHeader, type Summary } from "../../src/signal/header.ts";
import { readParticipation } from "../../src/signal/participation.ts";
import { granting } from "../support/data/profile.ts";
import decide from "../vectors/decide.json" with { type: "json" };
import document from "../vectors/document.json" with { type: "json" };
import header from "../vectors/header.json" with { type: "json" };
import participation from "../vectors/participation.json" with { type: "json" };
import resolution from "../vectors/resolution.json" with { type: "json" };
import { layersOf } from "../vectors/shared-layers.ts";
import view from "../vectors/view.json" with { type: "json" };
import { withoutReason } from "../vectors/without-reason.ts";

describe("header vectors", () => {
  test.each(header.decode)("decode: $name", ({ input, expected }) => {
    expect(withoutReason(decodeHeader(input))).toEqual(expected);
  });
  test.each(header.encode)("encode: $name", ({ input, expected }) => {
    expect(encodeHeader(input as Summary)).toBe(expected);
  });
});

describe("document vectors", () => {
  test.each(document.decode)("decode: $name", ({ input, expected }) => {
    expect(withoutReason(decodeDocument(input))).toEqual(expected);
  });
});

describe("resolution vectors", () => {
  test.each(resolution.resolve)("resolve: $name", ({ layers, question, expected }) => {
    const found = resolveContact(layersOf(layers, resolution.layers), question as RuleQuestion);
    const { rule, layer, reason } = found ?? {};
    expect(found === null ? null : { want: rule?.want, reason, layer, rule: rule?.id }).toEqual(expected);
  });
});

describe("view vectors", () => {
  test.each(view.view)("view: $name", ({ input, expected }) => {
    const { layers, parts, products = [], plans = [], company = { id: "company.example" }, timeZone, on } = input;
    const asked: ViewInput = {
      layers: layersOf(layers, view.layers),
      parts: granting(...(parts as Parameters<typeof granting>)),
      products: products as unknown as ViewInput["products"],
      plans: (plans as unknown as Plan[]).filter((plan) => isPlanFor(plan, company, on)),
      timeZone,
      on,
    };
    const seen = viewFor(asked);
    expect(seen).toEqual(expected.document);
    expect(encodeHeader(summaryFor(asked, seen))).toBe(expected.header);
  });
});

describe("participation vectors", () => {
  test.each(participation.read)("read: $name", ({ host, input, expected }) => {
    const result = readParticipation(typeof input === "string" ? input : JSON.stringify(input), host, companyOf);
    // Unknown members may be kept; what a fault's detail says is for people.
    expect(result).toMatchObject(expected);
  });
});

test("each list of vectors has unique names, and there are more than five hundred vectors", () => {
  const lists = [
    header.decode,
    header.encode,
    document.decode,
    resolution.resolve,
    view.view,
    decide.decide,
    participation.read,
  ].map((vectors) => vectors.map(({ name }) => name));
  for (const names of lists) expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  expect(lists.flat().length).toBeGreaterThanOrEqual(500);
});

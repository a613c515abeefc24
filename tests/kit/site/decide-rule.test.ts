import { describe, expect, test } from "vitest";
import { type Channel, type DocumentRule, decide, KINDS, type Summary } from "../../../src/kit/site/index.ts";
import { saying } from "./saying.ts";

describe("the deciding rule", () => {
  const at = "2026-11-23T12:00:00Z";
  const mortgage = { label: "Mortgage", product: "mortgage" };
  const reasonOf = (rules: DocumentRule[]) => decide(saying(rules), { kind: "offers", product: "mortgage", at }).reason;

  test("is about subject and kind before subject, before kind, in any order", () => {
    const rules: DocumentRule[] = [
      { kinds: ["offers"], about: mortgage, want: "yes" },
      { kinds: [...KINDS], about: mortgage, want: "ask" },
      { kinds: ["offers"], want: "no" },
    ];
    expect(reasonOf(rules)).toBe("wanted");
    expect(reasonOf(rules.toReversed())).toBe("wanted");
    expect(reasonOf(rules.slice(1))).toBe("ask-first");
    expect(reasonOf(rules.slice(2))).toBe("not-wanted");
  });
  test("has the stricter want on a tie", () => {
    expect(
      reasonOf([
        { kinds: ["offers"], want: "no" },
        { kinds: ["offers", "news"], want: "yes" },
      ]),
    ).toBe("not-wanted");
  });
  test("is never about another subject", () => {
    expect(reasonOf([{ kinds: ["offers"], about: { label: "Mortgage", product: "loan" }, want: "yes" }])).toBe(
      "unknown",
    );
  });
  test("allows nothing with an empty list of channels or a limit of 0", () => {
    expect(reasonOf([{ kinds: ["offers"], want: "yes", via: [] }])).toBe("other-channel");
    expect(reasonOf([{ kinds: ["offers"], want: "yes", limit: { max: 0, per: "year" } }])).toBe("not-wanted");
  });
  test("is missing without contact rules; an unknown zone, channel or instant is unreadable", () => {
    const { contact: _, ...silent } = saying([]);
    expect(decide(silent, { kind: "service", at }).reason).toBe("unknown");
    expect(decide(saying([], { timeZone: "Mars/Olympus" }), { kind: "service", at }).reason).toBe("unreadable");
    expect(decide(saying([]), { kind: "service", at: "tomorrow-ish" }).reason).toBe("unreadable");
    expect(decide(saying([]), { kind: "service", channel: "pigeon" as Channel, at }).reason).toBe("unreadable");
  });
});

describe("a subject with a label only", () => {
  const at = "2026-11-23T12:00:00Z";
  const rules: DocumentRule[] = [
    { kinds: ["offers"], want: "no" },
    { kinds: ["offers"], about: { label: "Card", code: "schema:card" }, want: "yes" },
  ];
  test.each(["card", "Card", "schema:card"])("is not about the product with the id %s", (product) => {
    expect(decide(saying(rules), { kind: "offers", product, at }).reason).toBe("not-wanted");
  });
  test.each(["card", " CARD ", "ＣＡＲＤ"])("is about a subject with the label %s", (label) => {
    expect(decide(saying(rules), { kind: "offers", label, at }).allowed).toBe(true);
    expect(decide(saying(rules), { kind: "offers", label, product: "debit", at }).allowed).toBe(true);
  });
  test("with a product id, a subject is only that product, whatever its label", () => {
    const named: DocumentRule[] = [{ kinds: ["offers"], about: { label: "Card", product: "debit" }, want: "yes" }];
    expect(decide(saying(named), { kind: "offers", label: "Card", at }).reason).toBe("unknown");
    expect(decide(saying(named), { kind: "offers", label: "Card", product: "credit", at }).reason).toBe("unknown");
  });
  test("labels are compared in their folded form", () => {
    const kana: DocumentRule[] = [{ kinds: ["offers"], about: { label: "カード" }, want: "yes" }];
    expect(decide(saying(kana), { kind: "offers", label: "ガード", at }).reason).toBe("unknown");
  });
});

describe("a document without a purpose", () => {
  const silent = {
    ...saying([
      { kinds: ["service"], want: "yes" },
      { kinds: ["offers"], want: "no" },
    ]),
    purposes: [],
  };
  test("allows nothing, and a refusal keeps its reason", () => {
    const at = "2026-11-23T12:00:00Z";
    expect(decide(silent, { kind: "service", at })).toMatchObject({ allowed: false, reason: "unknown" });
    expect(decide(silent, { kind: "offers", at }).reason).toBe("not-wanted");
  });
});

describe("the decision from the header alone", () => {
  const summary: Summary = {
    kinds: { service: "yes", advice: "ask", offers: "no" },
    style: [],
    terms: null,
    more: false,
  };
  test.each([
    ["service", true, "wanted"],
    ["advice", false, "ask-first"],
    ["offers", false, "not-wanted"],
    ["news", false, "unknown"],
  ] as const)("%s", (kind, allowed, reason) => expect(decide(summary, { kind })).toMatchObject({ allowed, reason }));

  test("a yes of the header with `more` needs the document, which may have quiet hours", () => {
    expect(decide(summary, { kind: "service", channel: "call" })).toMatchObject({ allowed: true, channel: "call" });
    const detailed = { ...summary, more: true };
    expect(decide(detailed, { kind: "service" })).toMatchObject({ allowed: false, reason: "read-document" });
    expect(decide(detailed, { kind: "service", channel: "call" }).reason).toBe("read-document");
    expect(decide(detailed, { kind: "service", product: "mortgage" }).reason).toBe("read-document");
    expect(decide(detailed, { kind: "offers", product: "mortgage" }).reason).toBe("not-wanted");
  });
  test("without preferences nothing is allowed", () => {
    expect(decide(null, { kind: "service" })).toMatchObject({ allowed: false, reason: "no-preferences" });
    expect(decide(undefined, { kind: "service" }).allowed).toBe(false);
  });
});

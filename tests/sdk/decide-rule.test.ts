import { describe, expect, test } from "vitest";
import { type Channel, type DocumentRule, decide, KINDS, type Summary } from "../../src/sdk/index.ts";
import { saying } from "./saying.ts";

describe("which rule decides", () => {
  const at = "2026-11-23T12:00:00Z";
  const mortgage = { label: "Mortgage", product: "mortgage" };
  const reasonOf = (rules: DocumentRule[]) => decide(saying(rules), { kind: "offers", product: "mortgage", at }).reason;

  test("about and kind over about over kind, in any order", () => {
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
  test("on a tie the stricter want", () => {
    expect(
      reasonOf([
        { kinds: ["offers"], want: "no" },
        { kinds: ["offers", "news"], want: "yes" },
      ]),
    ).toBe("not-wanted");
  });
  test("a rule about something else does not count", () => {
    expect(reasonOf([{ kinds: ["offers"], about: { label: "Mortgage", product: "loan" }, want: "yes" }])).toBe(
      "unknown",
    );
  });
  test("no channel left, or none at all, allows nothing", () => {
    expect(reasonOf([{ kinds: ["offers"], want: "yes", via: [] }])).toBe("other-channel");
    expect(reasonOf([{ kinds: ["offers"], want: "yes", limit: { max: 0, per: "year" } }])).toBe("not-wanted");
  });
  test("without contact, or with an unknown zone, channel or instant", () => {
    const { contact: _, ...silent } = saying([]);
    expect(decide(silent, { kind: "service", at }).reason).toBe("unknown");
    expect(decide(saying([], { timeZone: "Mars/Olympus" }), { kind: "service", at }).reason).toBe("unreadable");
    expect(decide(saying([]), { kind: "service", at: "tomorrow-ish" }).reason).toBe("unreadable");
    expect(decide(saying([]), { kind: "service", channel: "pigeon" as Channel, at }).reason).toBe("unreadable");
  });
});

describe("from the header alone", () => {
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

  test("a channel or product needs the document when there is more to know", () => {
    expect(decide(summary, { kind: "service", channel: "call" })).toMatchObject({ allowed: true, channel: "call" });
    const detailed = { ...summary, more: true };
    expect(decide(detailed, { kind: "service" }).allowed).toBe(true);
    expect(decide(detailed, { kind: "service", channel: "call" }).reason).toBe("read-document");
    expect(decide(detailed, { kind: "service", product: "mortgage" }).reason).toBe("read-document");
    expect(decide(detailed, { kind: "offers", product: "mortgage" }).reason).toBe("not-wanted");
  });
  test("nothing said, nothing allowed", () => {
    expect(decide(null, { kind: "service" })).toMatchObject({ allowed: false, reason: "no-preferences" });
    expect(decide(undefined, { kind: "service" }).allowed).toBe(false);
  });
});

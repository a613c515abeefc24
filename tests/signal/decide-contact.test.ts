// The decision that the SDK and the compliance record share, for each of its three sources.
import { describe, expect, test } from "vitest";
import { decideContact, type ResolvedContact } from "../../src/signal/decide-contact.ts";
import { decodeDocument } from "../../src/signal/decode-document.ts";

const NIGHT = { days: ["mo", "tu", "we", "th", "fr", "sa", "su"], from: "21:00", to: "08:00" } as const;
const TERMS = { want: "yes", hours: [], urgent: false, via: null, limit: null } as const;
const resolved = (more: Partial<ResolvedContact> = {}): ResolvedContact => ({
  terms: TERMS,
  quiet: [],
  purposes: ["service"],
  local: { date: "2026-11-18", day: "we", minutesOfDay: 12 * 60 },
  earlier: 0,
  ...more,
});
const question = { kind: "offers", channel: "email" } as const;
const reason = (more: Partial<ResolvedContact>) => decideContact(resolved(more), question).reason;

describe("from the user's resolved rule", () => {
  test("wanted, with the channel of the question", () => {
    expect(decideContact(resolved(), question)).toEqual({
      reason: "wanted",
      channel: "email",
      deciding: null,
      local: null,
    });
  });
  test("unknown without a rule", () => {
    expect(reason({ terms: null })).toBe("unknown");
  });
  test("over-limit once earlier contacts reach the limit", () => {
    const terms = { ...TERMS, limit: { max: 2 } };
    expect([reason({ terms, earlier: 1 }), reason({ terms, earlier: 2 })]).toEqual(["wanted", "over-limit"]);
  });
  test("quiet hours are checked only if the hour is known", () => {
    const quiet = [{ ...NIGHT, days: [...NIGHT.days] }];
    const local = { date: "2026-11-18", day: "we", minutesOfDay: 23 * 60 } as const;
    expect([reason({ quiet, local }), reason({ quiet, local: null })]).toEqual(["quiet-hours", "wanted"]);
  });
  test("no-purpose only if nothing else refuses", () => {
    expect(reason({ purposes: [] })).toBe("no-purpose");
    expect(reason({ purposes: [], terms: { ...TERMS, via: ["post"] } })).toBe("other-channel");
  });
});

describe("from a header", () => {
  const summary = { kinds: { offers: "yes", news: "ask" }, style: [], terms: null, more: false } as const;
  test("the want of the kind, or read-document if the header has `more`", () => {
    expect(decideContact(summary, question)).toMatchObject({ reason: "wanted", channel: "email" });
    expect(decideContact({ ...summary, more: true }, question).reason).toBe("read-document");
    expect(decideContact({ ...summary, more: true }, { kind: "news" }).reason).toBe("ask-first");
    expect(decideContact(summary, { kind: "research" }).reason).toBe("unknown");
  });
});

describe("from a document", () => {
  const rule = { kinds: ["offers"], want: "yes", via: ["post", "email"] };
  const decoded = decodeDocument({
    cmr: "0.1",
    issued: "2026-11-18T00:00:00Z",
    expires: "2026-12-18T00:00:00Z",
    contact: { rules: [rule], quiet: [], timeZone: "UTC" },
    purposes: ["service"],
  });
  const document = decoded.state === "preferences" ? decoded.preferences : null;
  const at = (instant: string) => decideContact(document, { kind: "offers", at: instant });

  test("the best channel, the deciding rule and the local time", () => {
    expect(at("2026-11-20T09:30:00Z")).toMatchObject({
      reason: "wanted",
      channel: "post",
      deciding: { want: "yes" },
      local: { date: "2026-11-20", day: "fr", minutesOfDay: 570 },
    });
  });
  test("expired, not issued yet, or at no readable time", () => {
    expect(at("2026-12-18T00:00:00Z").reason).toBe("expired");
    expect(at("2026-11-16T23:59:59Z").reason).toBe("not-issued-yet");
    expect(at("soon").reason).toBe("unreadable-time");
  });
});

test("missing preferences are the reason no-preferences, and an unknown channel has a reason of its own", () => {
  expect(decideContact(null, question).reason).toBe("no-preferences");
  expect(decideContact(resolved(), { kind: "offers", channel: "pigeon" as "email" }).reason).toBe("unknown-channel");
});

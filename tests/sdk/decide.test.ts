import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  CHANNELS,
  type Channel,
  type Contact,
  type DocumentRule,
  decide,
  KINDS,
  type PreferencesDocument,
  type Summary,
  type Window,
} from "../../src/sdk/index.ts";

const MON_FRI = ["mo", "tu", "we", "th", "fr"] as const;
const EVERY_DAY = [...MON_FRI, "sa", "su"] as const;
const NIGHT: Window = { days: [...EVERY_DAY], from: "21:00", to: "08:00" };

function saying(rules: DocumentRule[], rest: Partial<Contact> = {}): PreferencesDocument {
  const contact = { rules, quiet: [], timeZone: "Europe/London", ...rest };
  return {
    cmr: "0.1",
    issued: "2026-01-01T00:00:00Z",
    expires: "2028-01-01T00:00:00Z",
    contact,
    purposes: ["service"],
  };
}

describe("the bank: current account by email digest, mortgage by telephone Mon–Fri 17:30–19:30, no offers", () => {
  const bank = saying(
    [
      {
        kinds: ["service"],
        about: { label: "Current account", product: "current-account" },
        want: "yes",
        via: ["email"],
        digest: true,
      },
      {
        kinds: ["service", "advice"],
        about: { label: "Mortgage", product: "mortgage" },
        want: "yes",
        via: ["call"],
        when: [{ days: [...MON_FRI], from: "17:30", to: "19:30" }],
      },
      { kinds: ["service"], want: "yes", via: ["inbox", "email"] },
      { kinds: ["offers", "news", "partners"], want: "no" },
      { kinds: ["security"], want: "yes", via: ["push", "call"], urgent: true },
    ],
    { quiet: [NIGHT] },
  );
  const call = (at: string) => decide(bank, { kind: "advice", product: "mortgage", channel: "call", at });

  test("on Monday at six in the evening they may call", () => {
    expect(call("2026-11-23T18:00:00Z")).toEqual({
      allowed: true,
      channel: "call",
      because: "The customer wants advice about Mortgage by telephone Mon–Fri 17:30–19:30.",
      reason: "wanted",
      limit: null,
    });
  });
  test("the window begins on its first minute and ends before its last", () => {
    expect(call("2026-11-23T17:29:59Z").reason).toBe("outside-hours");
    expect(call("2026-11-23T17:30:00Z").allowed).toBe(true);
    expect(call("2026-11-23T19:29:59Z").allowed).toBe(true);
    expect(call("2026-11-23T19:30:00Z").reason).toBe("outside-hours");
  });
  test("not on Sunday, and it says why", () => {
    const answer = call("2026-11-22T18:00:00Z");
    expect(answer).toMatchObject({ allowed: false, channel: null, reason: "outside-hours" });
    expect(answer.because).toBe(
      "The customer wants advice about Mortgage only Mon–Fri 17:30–19:30; for them it is Sun 18:00.",
    );
  });
  test("the hours are the customer's, in summer too", () => {
    expect(call("2026-07-06T16:30:00Z").allowed).toBe(true);
    expect(call("2026-07-06T18:30:00Z").reason).toBe("outside-hours");
  });
  test("on the days the clocks change", () => {
    // Friday before and Monday after 25 October 2026: 17:30 in London moves from 16:30Z to 17:30Z.
    expect(call("2026-10-23T16:30:00Z").allowed).toBe(true);
    expect(call("2026-10-26T16:30:00Z").reason).toBe("outside-hours");
    expect(call("2026-10-26T17:30:00Z").allowed).toBe(true);
  });
  test("not by email about the mortgage", () => {
    const answer = decide(bank, { kind: "advice", product: "mortgage", channel: "email", at: "2026-11-23T18:00:00Z" });
    expect(answer.reason).toBe("other-channel");
    expect(answer.because).toBe("The customer wants advice about Mortgage only by telephone.");
  });
  test("the current account by email; the best channel is named", () => {
    const answer = decide(bank, { kind: "service", product: "current-account", at: "2026-11-23T12:00:00Z" });
    expect(answer).toMatchObject({ allowed: true, channel: "email" });
    expect(answer.because).toContain("Put several into one.");
  });
  test("another product falls back to the general rule", () => {
    expect(decide(bank, { kind: "service", product: "card", at: "2026-11-23T12:00:00Z" }).channel).toBe("inbox");
  });
  test("no offers, about the mortgage neither", () => {
    expect(decide(bank, { kind: "offers", at: "2026-11-23T12:00:00Z" }).reason).toBe("not-wanted");
    expect(decide(bank, { kind: "offers", product: "mortgage", at: "2026-11-23T18:00:00Z" }).reason).toBe("not-wanted");
  });
  test("quiet hours hold for service and not for urgent security", () => {
    const at = "2026-11-23T23:30:00Z";
    expect(decide(bank, { kind: "service", at }).reason).toBe("quiet-hours");
    expect(decide(bank, { kind: "security", at })).toMatchObject({ allowed: true, channel: "push" });
  });
  test("what was never mentioned is unknown", () => {
    expect(decide(bank, { kind: "research", at: "2026-11-23T12:00:00Z" }).reason).toBe("unknown");
  });
});

test("the telephone company: no marketing calls, outages by SMS only, price changes by email", () => {
  const telecom = saying([
    { kinds: ["offers", "news"], want: "no" },
    { kinds: ["service"], about: { label: "Outages" }, want: "yes", via: ["sms"] },
    { kinds: ["changes"], want: "yes", via: ["email"] },
  ]);
  const at = "2026-11-23T12:00:00Z";
  expect(decide(telecom, { kind: "offers", channel: "call", at }).reason).toBe("not-wanted");
  expect(decide(telecom, { kind: "service", product: "outages", at }).channel).toBe("sms");
  expect(decide(telecom, { kind: "service", product: "outages", channel: "call", at }).reason).toBe("other-channel");
  expect(decide(telecom, { kind: "changes", at }).channel).toBe("email");
  expect(decide(telecom, { kind: "service", at }).reason).toBe("unknown");
});

test("the newspaper: one digest, on Saturday from 8 to 11", () => {
  const window: Window = { days: ["sa"], from: "08:00", to: "11:00" };
  const rule: DocumentRule = {
    kinds: ["news"],
    want: "yes",
    digest: true,
    limit: { max: 1, per: "week" },
    when: [window],
  };
  const newspaper = saying([rule], { timeZone: "Europe/Berlin" });
  const answer = decide(newspaper, { kind: "news", at: "2026-11-28T07:00:00Z" });
  expect(answer).toMatchObject({ allowed: true, channel: null, limit: { max: 1, per: "week" } });
  expect(answer.because).toBe("The customer wants news Sat 08:00–11:00. Put several into one. At most 1 a week.");
  expect(decide(newspaper, { kind: "news", at: "2026-11-28T10:00:00Z" }).reason).toBe("outside-hours");
  expect(decide(newspaper, { kind: "news", at: "2026-11-27T08:00:00Z" }).reason).toBe("outside-hours");
});

test("the software house: everything snoozed to 5 January 2027 except security by email", () => {
  const software = saying([
    { kinds: KINDS.filter((kind) => kind !== "security"), want: "no", until: "2027-01-05" },
    { kinds: ["security"], want: "yes", via: ["email"] },
  ]);
  expect(decide(software, { kind: "news", at: "2027-01-05T23:59:00Z" }).reason).toBe("not-wanted");
  expect(decide(software, { kind: "news", at: "2027-01-06T00:00:00Z" }).reason).toBe("unknown");
  expect(decide(software, { kind: "security", at: "2026-12-25T12:00:00Z" }).channel).toBe("email");
});

describe("time", () => {
  const when = (window: Window, at: string, timeZone = "Europe/Berlin") =>
    decide(saying([{ kinds: ["service"], want: "yes", when: [window] }], { timeZone }), { kind: "service", at })
      .allowed;

  test("an overnight window belongs to the day it starts on", () => {
    const friday: Window = { days: ["fr"], from: "22:00", to: "06:00" };
    expect(when(friday, "2026-11-27T21:00:00Z")).toBe(true);
    expect(when(friday, "2026-11-28T04:59:00Z")).toBe(true);
    expect(when(friday, "2026-11-28T05:00:00Z")).toBe(false);
    expect(when(friday, "2026-11-27T04:00:00Z")).toBe(false);
    expect(when(friday, "2026-11-28T22:00:00Z")).toBe(false);
  });
  test("over the end of the week", () => {
    expect(when({ days: ["su"], from: "20:00", to: "02:00" }, "2026-11-30T00:30:00Z")).toBe(true);
  });
  test("through the night when the clocks change", () => {
    const night: Window = { days: ["sa"], from: "23:00", to: "05:00" };
    // 29 March 2027 is a Monday; in 2027 the clocks go forward on Sunday 28 March, 02:00 → 03:00.
    expect(when(night, "2027-03-28T00:59:00Z")).toBe(true);
    expect(when(night, "2027-03-28T02:59:00Z")).toBe(true);
    expect(when(night, "2027-03-28T03:00:00Z")).toBe(false);
    // On 25 October 2026 the hour from 2 to 3 comes twice: both are inside.
    expect(when(night, "2026-10-25T00:30:00Z")).toBe(true);
    expect(when(night, "2026-10-25T01:30:00Z")).toBe(true);
    expect(when(night, "2026-10-25T04:00:00Z")).toBe(false);
  });
  test("from equal to to is the whole day", () => {
    expect(when({ days: ["mo"], from: "00:00", to: "00:00" }, "2026-11-23T12:00:00Z")).toBe(true);
    expect(when({ days: ["mo"], from: "00:00", to: "00:00" }, "2026-11-24T12:00:00Z")).toBe(false);
  });
  test("zones far from here", () => {
    expect(when({ days: ["tu"], from: "08:00", to: "09:00" }, "2026-11-23T18:30:00Z", "Pacific/Kiritimati")).toBe(true);
    expect(when({ days: ["mo"], from: "13:00", to: "14:00" }, "2026-11-23T07:45:00Z", "Asia/Kathmandu")).toBe(true);
  });
  test("from and until of reduced precision are inclusive, in the customer's zone", () => {
    const rule: DocumentRule = { kinds: ["offers"], want: "yes", from: "2026-12", until: "2027-02" };
    const shop = saying([rule], { timeZone: "America/New_York" });
    const reasonAt = (at: string) => decide(shop, { kind: "offers", at }).reason;
    expect(reasonAt("2026-12-01T04:59:00Z")).toBe("unknown");
    expect(reasonAt("2026-12-01T05:00:00Z")).toBe("wanted");
    expect(reasonAt("2027-03-01T04:59:00Z")).toBe("wanted");
    expect(reasonAt("2027-03-01T05:00:00Z")).toBe("unknown");
  });
  test("an expired document allows nothing", () => {
    const document = saying([{ kinds: ["service"], want: "yes" }]);
    expect(decide(document, { kind: "service", at: "2028-01-01T00:00:00Z" }).reason).toBe("expired");
    expect(decide({ ...document, expires: "nonsense" }, { kind: "service" }).reason).toBe("expired");
  });
  test("without an instant it is now", () => {
    const now = Date.now();
    const document = {
      ...saying([{ kinds: ["service"], want: "yes" }]),
      expires: new Date(now + 60_000).toISOString(),
    };
    expect(decide(document, { kind: "service" }).allowed).toBe(true);
    expect(decide(document, { kind: "service", at: now + 60_001 }).reason).toBe("expired");
  });
});

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

test("only `wanted` is allowed, a channel only then, and every answer says why", () => {
  const windows = fc.record({
    days: fc.subarray([...EVERY_DAY]),
    from: fc.constantFrom("00:00", "09:00", "23:30"),
    to: fc.constantFrom("00:00", "12:00"),
  });
  const rules: fc.Arbitrary<DocumentRule> = fc.record(
    {
      kinds: fc.subarray([...KINDS]),
      want: fc.constantFrom("yes", "ask", "no"),
      about: fc.constantFrom({ label: "A", product: "a" }, { label: "B" }),
      via: fc.subarray([...CHANNELS]),
      when: fc.array(windows, { maxLength: 2 }),
      until: fc.constantFrom("2026", "2026-11-22"),
    },
    { requiredKeys: ["kinds", "want"] },
  );
  const questions = fc.record(
    {
      kind: fc.constantFrom(...KINDS),
      product: fc.constantFrom("a", "b"),
      channel: fc.constantFrom(...CHANNELS),
      at: fc.date(),
    },
    { requiredKeys: ["kind", "at"] },
  );
  fc.assert(
    fc.property(
      fc.array(rules, { maxLength: 5 }),
      fc.array(windows, { maxLength: 2 }),
      questions,
      (list, quiet, question) => {
        const answer = decide(saying(list, { quiet }), question);
        expect(answer.allowed).toBe(answer.reason === "wanted");
        expect(answer.because).toMatch(/\.$/);
        if (!answer.allowed) expect(answer.channel).toBeNull();
        if (question.channel !== undefined && answer.allowed) expect(answer.channel).toBe(question.channel);
      },
    ),
  );
});

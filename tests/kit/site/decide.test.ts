import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CHANNELS, type DocumentRule, decide, KINDS, type TimeWindow } from "../../../src/kit/site/index.ts";
import { EVERY_DAY, MON_FRI, NIGHT, saying } from "./saying.ts";

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

  test("may call on Monday at 18:00", () => {
    expect(call("2026-11-23T18:00:00Z")).toEqual({
      allowed: true,
      channel: "call",
      because: "The customer wants advice about Mortgage by telephone Mon–Fri 17:30–19:30.",
      reason: "wanted",
      limit: null,
      digest: false,
    });
  });
  test("the window includes its first minute and excludes its end", () => {
    expect(call("2026-11-23T17:29:59Z").reason).toBe("outside-hours");
    expect(call("2026-11-23T17:30:00Z").allowed).toBe(true);
    expect(call("2026-11-23T19:29:59Z").allowed).toBe(true);
    expect(call("2026-11-23T19:30:00Z").reason).toBe("outside-hours");
  });
  test("may not call on Sunday, with the reason", () => {
    const answer = call("2026-11-22T18:00:00Z");
    expect(answer).toMatchObject({ allowed: false, channel: null, reason: "outside-hours" });
    expect(answer.because).toBe(
      "The customer wants advice about Mortgage only Mon–Fri 17:30–19:30; for them it is Sun 18:00.",
    );
  });
  test("the hours are in the customer's zone, in summer too", () => {
    expect(call("2026-07-06T16:30:00Z").allowed).toBe(true);
    expect(call("2026-07-06T18:30:00Z").reason).toBe("outside-hours");
  });
  test("the hours follow the change of the clocks", () => {
    // Friday before and Monday after 25 October 2026: 17:30 in London moves from 16:30Z to 17:30Z.
    expect(call("2026-10-23T16:30:00Z").allowed).toBe(true);
    expect(call("2026-10-26T16:30:00Z").reason).toBe("outside-hours");
    expect(call("2026-10-26T17:30:00Z").allowed).toBe(true);
  });
  test("may not email about the mortgage", () => {
    const answer = decide(bank, { kind: "advice", product: "mortgage", channel: "email", at: "2026-11-23T18:00:00Z" });
    expect(answer.reason).toBe("other-channel");
    expect(answer.because).toBe("The customer wants advice about Mortgage only by telephone.");
  });
  test("may email about the current account, and gets the best channel", () => {
    const answer = decide(bank, { kind: "service", product: "current-account", at: "2026-11-23T12:00:00Z" });
    expect(answer).toMatchObject({ allowed: true, channel: "email" });
    expect(answer.because).toContain("Put several into one.");
  });
  test("another product falls back to the general rule", () => {
    expect(decide(bank, { kind: "service", product: "card", at: "2026-11-23T12:00:00Z" }).channel).toBe("inbox");
  });
  test("may send no offers, not even about the mortgage", () => {
    expect(decide(bank, { kind: "offers", at: "2026-11-23T12:00:00Z" }).reason).toBe("not-wanted");
    expect(decide(bank, { kind: "offers", product: "mortgage", at: "2026-11-23T18:00:00Z" }).reason).toBe("not-wanted");
  });
  test("quiet hours apply to service but not to urgent security", () => {
    const at = "2026-11-23T23:30:00Z";
    expect(decide(bank, { kind: "service", at }).reason).toBe("quiet-hours");
    expect(decide(bank, { kind: "security", at })).toMatchObject({ allowed: true, channel: "push" });
  });
  test("a kind that is never mentioned is unknown", () => {
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
  expect(decide(telecom, { kind: "service", label: "outages", at }).channel).toBe("sms");
  expect(decide(telecom, { kind: "service", label: "outages", channel: "call", at }).reason).toBe("other-channel");
  expect(decide(telecom, { kind: "service", product: "outages", at }).reason).toBe("unknown");
  expect(decide(telecom, { kind: "changes", at }).channel).toBe("email");
  expect(decide(telecom, { kind: "service", at }).reason).toBe("unknown");
});

test("the newspaper: one digest, on Saturday from 8 to 11", () => {
  const window: TimeWindow = { days: ["sa"], from: "08:00", to: "11:00" };
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

test("only `wanted` allows and names a channel, and every decision has its reason in words", () => {
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

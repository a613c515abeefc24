import { describe, expect, test } from "vitest";
import { type DocumentRule, decide, type TimeWindow } from "../../../src/kit/site/index.ts";
import { saying } from "./saying.ts";

describe("hours and dates", () => {
  const when = (window: TimeWindow, at: string, timeZone = "Europe/Berlin") =>
    decide(saying([{ kinds: ["service"], want: "yes", when: [window] }], { timeZone }), { kind: "service", at })
      .allowed;

  test("an overnight window belongs to the day it starts on", () => {
    const friday: TimeWindow = { days: ["fr"], from: "22:00", to: "06:00" };
    expect(when(friday, "2026-11-27T21:00:00Z")).toBe(true);
    expect(when(friday, "2026-11-28T04:59:00Z")).toBe(true);
    expect(when(friday, "2026-11-28T05:00:00Z")).toBe(false);
    expect(when(friday, "2026-11-27T04:00:00Z")).toBe(false);
    expect(when(friday, "2026-11-28T22:00:00Z")).toBe(false);
  });
  test("a window may span the end of the week", () => {
    expect(when({ days: ["su"], from: "20:00", to: "02:00" }, "2026-11-30T00:30:00Z")).toBe(true);
  });
  test("an overnight window includes all hours of a night when the clocks change", () => {
    const night: TimeWindow = { days: ["sa"], from: "23:00", to: "05:00" };
    // 29 March 2027 is a Monday; in 2027 the clocks go forward on Sunday 28 March, 02:00 → 03:00.
    expect(when(night, "2027-03-28T00:59:00Z")).toBe(true);
    expect(when(night, "2027-03-28T02:59:00Z")).toBe(true);
    expect(when(night, "2027-03-28T03:00:00Z")).toBe(false);
    // On 25 October 2026 the hour from 2 to 3 comes twice: both are inside.
    expect(when(night, "2026-10-25T00:30:00Z")).toBe(true);
    expect(when(night, "2026-10-25T01:30:00Z")).toBe(true);
    expect(when(night, "2026-10-25T04:00:00Z")).toBe(false);
  });
  test("a window whose end equals its start lasts 24 hours", () => {
    expect(when({ days: ["mo"], from: "00:00", to: "00:00" }, "2026-11-23T12:00:00Z")).toBe(true);
    expect(when({ days: ["mo"], from: "00:00", to: "00:00" }, "2026-11-24T12:00:00Z")).toBe(false);
  });
  test("a window counts in zones 14 hours ahead of UTC and with an offset of 45 minutes", () => {
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
  test("a document issued more than a day after the question does not answer it", () => {
    const document = { ...saying([{ kinds: ["service"], want: "yes" }]), issued: "2026-11-23T12:00:00Z" };
    expect(decide(document, { kind: "service", at: "2026-11-22T12:00:00Z" }).allowed).toBe(true);
    expect(decide(document, { kind: "service", at: "2026-11-22T11:59:59Z" }).reason).toBe("expired");
    expect(decide({ ...document, issued: "nonsense" }, { kind: "service" }).reason).toBe("expired");
  });
  test("the default instant is now", () => {
    const now = Date.now();
    const document = {
      ...saying([{ kinds: ["service"], want: "yes" }]),
      expires: new Date(now + 60_000).toISOString(),
    };
    expect(decide(document, { kind: "service" }).allowed).toBe(true);
    expect(decide(document, { kind: "service", at: now + 60_001 }).reason).toBe("expired");
  });
});

// A company decides for each of its customers, so creating a formatter for each question would be slow.
import { expect, test } from "vitest";
import { decide } from "../../../src/kit/site/index.ts";
import { localTime } from "../../../src/signal/local-time.ts";
import { NIGHT, saying } from "./saying.ts";

/** The shortest of several runs: other programs only ever make it longer. */
function fastest(runs: number, times: number, act: () => unknown): number {
  const measured = Array.from({ length: runs }, () => {
    const start = performance.now();
    for (let n = 0; n < times; n++) act();
    return (performance.now() - start) / times;
  });
  return Math.min(...measured);
}

test.each([
  ["of the same minute", 0],
  ["each of another minute", 60_000],
])("questions %s take at most a quarter of the time that creating a formatter takes", (_what, step) => {
  const document = saying([{ kinds: ["service"], want: "yes", via: ["email"] }], { quiet: [NIGHT] });
  let at = Date.UTC(2026, 10, 23, 12);
  const ask = () => {
    at += step;
    return decide(document, { kind: "service", at });
  };
  const make = () => new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/London", hour: "2-digit" });
  expect(ask().allowed).toBe(true);
  expect(fastest(20, 500, ask) / fastest(20, 50, make)).toBeLessThan(0.25);
});

test("localTime agrees with Intl in every time zone, at any time", () => {
  const zones = Intl.supportedValuesOf("timeZone");
  const instants = [0, 1, 2, 3].map((quarter) => Date.UTC(2026, 0, 31, 23, 45) + quarter * 91 * 86_400_000);
  for (const timeZone of zones) {
    const format = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" });
    for (const instant of instants) {
      const local = localTime(new Date(instant), timeZone);
      const minutes = local?.minutesOfDay ?? 0;
      const time = [Math.floor(minutes / 60), minutes % 60].map((number) => String(number).padStart(2, "0")).join(":");
      expect(`${local?.date} ${time}`, timeZone).toBe(format.format(instant));
    }
  }
  expect(localTime(new Date(0), "Mars/Olympus")).toBeNull();
  expect(localTime(new Date(Number.NaN), "UTC")).toBeNull();
});

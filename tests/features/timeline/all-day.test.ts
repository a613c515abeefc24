// A window from a time to the same time is a whole day, for every reader and in every sentence.
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { holdsTime, minutesOfWeek } from "../../../src/core/preferences/week.ts";
import { ruleSentence, windowText } from "../../../src/features/preferences/rule-sentence.ts";
import { describeWindow } from "../../../src/kit/site/windows.ts";
import { isInside } from "../../../src/signal/time-window.ts";
import { DAYS } from "../../../src/signal/vocabulary.ts";
import { LANGUAGES } from "../../../src/ui/locale.ts";
import { inLanguage, prepareLanguage } from "../../../src/ui/messages.ts";

beforeAll(async () => {
  for (const language of LANGUAGES) await prepareLanguage(language);
});

const WORKDAYS = DAYS.slice(0, 5);

test.each([
  [[...DAYS], "08:00", "every day all day", "täglich ganztags"],
  [[...DAYS], "00:00", "every day all day", "täglich ganztags"],
  [WORKDAYS, "00:00", "Mon–Fri all day", "Mo–Fr ganztags"],
  [["sa" as const], "08:00", "Sat all day from 08:00", "Sa ganztags ab 08:00"],
  [WORKDAYS, "21:30", "Mon–Fri all day from 21:30", "Mo–Fr ganztags ab 21:30"],
])("on %j from %s to the same time is all day in English and German", (days, time, english, german) => {
  const window = { days, from: time, to: time };
  expect(describeWindow(window)).toBe(english);
  expect(inLanguage("en", () => windowText(window))).toBe(english);
  expect(inLanguage("de", () => windowText(window))).toBe(german);
  expect(inLanguage("en", () => ruleSentence({ kinds: ["offers"], want: "yes", when: [window] }))).toContain(english);
});

const days = fc.subarray([...DAYS], { minLength: 1 });
const minute = fc.integer({ min: 0, max: 1439 });
const clockTime = (minutes: number): string =>
  [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, "0")).join(":");

test("is 24 hours of each named day, for the extension and for a company alike", () => {
  fc.assert(
    fc.property(days, minute, minute, fc.integer({ min: 0, max: 6 }), (named, start, at, weekday) => {
      const window = { days: named, from: clockTime(start), to: clockTime(start) };
      expect(minutesOfWeek([window]).reduce((sum, held) => sum + held, 0)).toBe(named.length * 1440);
      const day = DAYS[weekday] ?? "mo";
      const date = `2026-11-${String(16 + weekday)}`;
      expect(isInside(window, { date, day, minutesOfDay: at })).toBe(holdsTime([window], date, clockTime(at)));
      expect(describeWindow(window)).toContain("all day");
    }),
  );
});

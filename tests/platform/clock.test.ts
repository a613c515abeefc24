// Dates and days in any zone, over changes of the clocks; and unbiased randomness.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  clock,
  foundTimeZone,
  instantAt,
  instantNow,
  localDate,
  sha256,
  startOfDate,
} from "../../src/platform/clock.ts";
import { runs } from "../support/runs.ts";

const at = (instant: number) => new Date(instant).toISOString();

test("the machine of a test is in UTC, whatever the zone of the computer", () => {
  expect(foundTimeZone()).toBe("UTC");
});

describe("the start of a local date", () => {
  test.each([
    ["2026-11-18", "UTC", "2026-11-18T00:00:00.000Z"],
    ["2026-11-18", "Europe/Berlin", "2026-11-17T23:00:00.000Z"],
    ["2026-07-01", "Europe/Berlin", "2026-06-30T22:00:00.000Z"],
    ["2026-03-29", "Europe/Berlin", "2026-03-28T23:00:00.000Z"],
    ["2026-03-30", "Europe/Berlin", "2026-03-29T22:00:00.000Z"],
    ["2026-10-25", "Europe/Berlin", "2026-10-24T22:00:00.000Z"],
    ["2026-10-26", "Europe/Berlin", "2026-10-25T23:00:00.000Z"],
    ["2026-11-18", "America/New_York", "2026-11-18T05:00:00.000Z"],
    ["2026-11-18", "Pacific/Kiritimati", "2026-11-17T10:00:00.000Z"],
    ["2026-11-18", "Etc/GMT+12", "2026-11-18T12:00:00.000Z"],
    ["2026-11-18", "Asia/Kathmandu", "2026-11-17T18:15:00.000Z"],
    ["2026-11-18", "Australia/Lord_Howe", "2026-11-17T13:00:00.000Z"],
    ["2026-11-18", "America/St_Johns", "2026-11-18T03:30:00.000Z"],
    // Clocks go forward at midnight: the day begins at one.
    ["2026-09-06", "America/Santiago", "2026-09-06T04:00:00.000Z"],
    // Clocks go back at midnight: the day begins at its first midnight.
    ["2026-04-05", "America/Santiago", "2026-04-05T04:00:00.000Z"],
    // The zone skipped this date: the start of the next one.
    ["2011-12-30", "Pacific/Apia", "2011-12-30T10:00:00.000Z"],
    ["2028-02-29", "Europe/Berlin", "2028-02-28T23:00:00.000Z"],
  ])("%s in %s is %s", (date, zone, expected) => {
    expect(at(startOfDate(date, zone))).toBe(expected);
  });

  test("is the first quarter of an hour with that date, in every zone and on any day", () => {
    const zone = fc.constantFrom(...Intl.supportedValuesOf("timeZone"));
    const day = fc.integer({ min: 0, max: 36_500 }).map((days) => at(days * 86_400_000).slice(0, 10));
    fc.assert(
      fc.property(zone, day, (timeZone, date) => {
        const start = startOfDate(date, timeZone);
        expect(localDate(timeZone, start) >= date).toBe(true);
        expect(localDate(timeZone, start - 60_000) < date).toBe(true);
      }),
      { numRuns: runs(60) },
    );
  });

  test("an unknown zone is treated as UTC", () => {
    expect(at(startOfDate("2026-11-18", "Nowhere/Atlantis"))).toBe("2026-11-18T00:00:00.000Z");
    expect(localDate("Nowhere/Atlantis", Date.parse("2026-11-18T23:59:59Z"))).toBe("2026-11-18");
  });
});

describe("a local date and time", () => {
  test.each([
    // Clocks go forward at one: the hour before midnight is still of this day.
    ["2026-03-29", "23:30", "Europe/London", "2026-03-29T22:30:00Z"],
    ["2026-03-29", "00:30", "Europe/London", "2026-03-29T00:30:00Z"],
    // Inside the gap: the first minute after it.
    ["2026-03-29", "01:30", "Europe/London", "2026-03-29T01:00:00Z"],
    ["2026-03-29", "02:30", "Europe/Berlin", "2026-03-29T01:00:00Z"],
    // Clocks that go forward at midnight: the day begins at one.
    ["2026-03-08", "00:30", "America/Havana", "2026-03-08T05:00:00Z"],
    ["2026-03-29", "00:30", "Asia/Beirut", "2026-03-28T22:00:00Z"],
    ["2026-04-24", "00:15", "Africa/Cairo", "2026-04-23T22:00:00Z"],
    ["2026-09-06", "00:30", "America/Santiago", "2026-09-06T04:00:00Z"],
    ["2026-03-29", "00:30", "Atlantic/Azores", "2026-03-29T01:00:00Z"],
    // A repeated time: the first one.
    ["2026-10-25", "02:30", "Europe/Berlin", "2026-10-25T00:30:00Z"],
    ["2026-11-01", "23:30", "America/New_York", "2026-11-02T04:30:00Z"],
    ["2011-12-30", "10:00", "Pacific/Apia", "2011-12-30T10:00:00Z"],
  ])("%s %s in %s is %s", (date, time, zone, expected) => {
    expect(instantAt(date, time, zone)).toBe(expected);
  });

  test("is the first instant with that local time, or the first one after a gap", () => {
    const zone = fc.constantFrom(...Intl.supportedValuesOf("timeZone"));
    const day = fc.integer({ min: 0, max: 36_500 }).map((days) => at(days * 86_400_000).slice(0, 10));
    const time = fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
      .map((parts) => parts.map((part) => String(part).padStart(2, "0")).join(":"));
    fc.assert(
      fc.property(zone, fc.oneof(day, changeOfClocks), time, (timeZone, date, hours) => {
        const found = Date.parse(instantAt(date, hours, timeZone));
        const wanted = `${date} ${hours}`;
        const said = wall(found, timeZone);
        expect(said >= wanted).toBe(true);
        // A second earlier, the local time was before the wanted one.
        expect(wall(found - 1000, timeZone) < wanted || said === wanted).toBe(true);
        for (const back of [15, 30, 60, 120].map((minutes) => found - minutes * 60_000))
          expect(wall(back, timeZone)).not.toBe(wanted);
      }),
      { numRuns: runs(2000) },
    );
  });
});

/** Days around which clocks change somewhere. */
const changeOfClocks = fc.constantFrom(
  ...["2026-03-08", "2026-03-28", "2026-03-29", "2026-03-30", "2026-04-05", "2026-04-24", "2026-09-06", "2026-10-04"],
  ...["2026-10-25", "2026-10-26", "2026-11-01", "2026-02-15", "2026-03-22", "2011-12-30", "1972-01-07", "1994-12-31"],
);

const wall = (instant: number, timeZone: string): string =>
  new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" }).format(instant);

test("the local date follows the zone over midnight", () => {
  const instant = Date.parse("2026-11-18T23:30:00Z");
  expect(localDate("Europe/Berlin", instant)).toBe("2026-11-19");
  expect(localDate("America/Los_Angeles", instant)).toBe("2026-11-18");
});

test("the instant is whole seconds in UTC", () => {
  expect(instantNow()).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  expect(Math.abs(Date.parse(instantNow()) - clock.now())).toBeLessThan(2000);
});

test("random text has its length and only base36, each character about equally often", () => {
  const counts = new Map<string, number>();
  const text = Array.from({ length: 360 }, () => clock.randomText(100)).join("");
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  expect(counts.size).toBe(36);
  for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(250);
  for (const length of [0, 1, 10, 33]) expect(clock.randomText(length)).toMatch(new RegExp(`^[0-9a-z]{${length}}$`));
});

test("a digest is lower-case hexadecimal of the UTF-8 bytes", async () => {
  expect(await sha256("")).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  expect(await sha256("ä")).toBe("33e6d73fee82904c8d7afb78de1154d1e8dc2a0edb08120e63df5b9385c2d9cc");
});

// Invariants of reminders over any visits and any reactions of the user.
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  hasHadEnough,
  hiddenAt,
  isIgnored,
  NO_REMINDERS,
  nudgedBy,
  type Occasion,
  pausesOf,
  type Reminders,
  refusedReminder,
  showing,
} from "../../../src/core/reminders/reminder.ts";
import { holds } from "../../support/data/arbitraries.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const INSTALLED = Date.parse("2026-11-01T12:00:00Z");
const ON: Reminders = { ...NO_REMINDERS, on: true, since: INSTALLED };
const later = (days: number): number => INSTALLED + days * DAY;
const visit = (more: Partial<Occasion> = {}): Occasion => ({
  company: "shop.example",
  muted: false,
  quiet: false,
  now: later(10),
  installedAt: INSTALLED,
  ...more,
});

type Reaction = "rated" | "seen" | "nothing";
interface Step {
  company: string;
  hours: number;
  reaction: Reaction;
}

const steps = fc.array(
  fc.record({
    company: fc.constantFrom("a.example", "b.example", "c.example"),
    hours: fc.integer({ min: 1, max: 30 * 24 }),
    reaction: fc.constantFrom<Reaction>("rated", "seen", "nothing"),
  }),
  { maxLength: 80 },
);

/** Reminds at every qualifying visit: the maximum number of reminders. */
function lived(story: readonly Step[]): { reminders: Reminders; now: number } {
  let reminders = ON;
  let now = INSTALLED;
  for (const { company, hours, reaction } of story) {
    now += hours * 60 * MINUTE;
    if (refusedReminder(reminders, visit({ company, now })) !== null) continue;
    const answered = reaction === "nothing" ? {} : { [reaction]: now + 5 * MINUTE };
    reminders = { ...reminders, shown: [...reminders.shown, { company, at: now, ...answered }] };
  }
  return { reminders, now };
}

describe("for any visits and reactions", () => {
  test("there is none in the first three days, no second one for a company in 14 days, and no third one in a week", () => {
    holds(
      fc.property(steps, (story) => {
        const { shown } = lived(story).reminders;
        shown.forEach((one, index) => {
          expect(one.at - INSTALLED).toBeGreaterThanOrEqual(3 * DAY);
          const before = shown.slice(0, index);
          expect(before.filter(({ company, at }) => company === one.company && one.at - at < 14 * DAY)).toEqual([]);
          expect(before.filter(({ at }) => one.at - at < 7 * DAY).length).toBeLessThan(2);
        });
      }),
    );
  });

  test("two ignored in a row pause that company for thirty days", () => {
    holds(
      fc.property(steps, (story) => {
        const { reminders, now } = lived(story);
        for (const { company, from, until } of pausesOf(reminders.shown, now)) {
          expect(until - from).toBe(30 * DAY);
          const within = reminders.shown.filter((one) => one.company === company && one.at > from && one.at < until);
          expect(within).toEqual([]);
        }
      }),
    );
  });

  test("there are at most three pauses, and no reminder after the third", () => {
    holds(
      fc.property(steps, (story) => {
        const { reminders, now } = lived(story);
        const pauses = pausesOf(reminders.shown, now);
        expect(pauses.length).toBeLessThanOrEqual(3);
        expect(hasHadEnough(reminders, now)).toBe(pauses.length === 3);
        const third = pauses[2];
        if (third !== undefined) expect(reminders.shown.filter(({ at }) => at > third.from)).toEqual([]);
      }),
    );
  });

  test("one shows for at most thirty minutes, one at a time", () => {
    holds(
      fc.property(steps, fc.nat(90), (story, minutes) => {
        const { reminders } = lived(story);
        for (const one of reminders.shown) {
          const at = one.at + minutes * MINUTE;
          expect(hiddenAt(one) - one.at).toBeLessThanOrEqual(30 * MINUTE);
          expect(showing(reminders, at) === one).toBe(at < hiddenAt(one));
          expect(nudgedBy(reminders, one.company, at) === one).toBe(at <= hiddenAt(one) + 30 * MINUTE);
          expect(nudgedBy(reminders, "other.example", at)).toBeNull();
        }
      }),
    );
  });
});

describe("a visit does not qualify", () => {
  test.each([
    ["off", NO_REMINDERS, visit()],
    ["first-days", ON, visit({ now: later(2.9) })],
    ["quiet", ON, visit({ quiet: true })],
    ["muted", ON, visit({ muted: true })],
    ["sensitive", ON, visit({ sector: "health" })],
    ["sensitive", { ...ON, sectors: ["health"] }, visit({ sector: "public" })],
    ["another", { ...ON, shown: [{ company: "a.example", at: later(10) }] }, visit()],
    ["company-lately", { ...ON, shown: [{ company: "shop.example", at: later(1) }] }, visit()],
  ] as const)("%s", (reason, reminders, occasion) => {
    expect(refusedReminder(reminders as Reminders, occasion)).toBe(reason);
  });

  test("and qualifies otherwise, also in a sensitive sector that the user switched on", () => {
    expect(refusedReminder(ON, visit())).toBeNull();
    expect(refusedReminder(ON, visit({ sector: "bank" }))).toBeNull();
    expect(refusedReminder({ ...ON, sectors: ["health"] }, visit({ sector: "health" }))).toBeNull();
  });
});

test("opening the popup or rating ends a row of ignored reminders", () => {
  const at = (days: number, more = {}) => ({ company: "a.example", at: later(days), ...more });
  const seen = { seen: later(30) + MINUTE };
  expect(pausesOf([at(10), at(30, seen), at(50)], later(60))).toEqual([]);
  expect(pausesOf([at(10), at(30)], later(60))).toMatchObject([{ company: "a.example" }]);
  expect(isIgnored(at(10), later(10) + 29 * MINUTE)).toBe(false);
});

test("switching on again forgets earlier pauses", () => {
  const shown = ["a", "b", "c"].flatMap((name, index) =>
    [0, 20].map((days) => ({ company: `${name}.example`, at: later(10 + index * 60 + days) })),
  );
  expect(hasHadEnough({ ...ON, shown }, later(300))).toBe(true);
  expect(hasHadEnough({ ...ON, shown, since: later(299) }, later(300))).toBe(false);
});

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { TimelineEvent } from "../../src/core/entities.ts";
import {
  dueDate,
  LETTER_KINDS,
  LETTER_LAWS,
  LETTER_STATES,
  type LetterDetail,
  type LetterKind,
  type LetterLaw,
  letterOf,
  standingOf,
} from "../../src/core/letter.ts";
import { day, holds } from "./arbitraries.ts";

const DAY = 86_400_000;
const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / DAY;
const isLastOfMonth = (date: string): boolean => new Date(Date.parse(date) + DAY).getUTCDate() === 1;

const kind = fc.constantFrom(...LETTER_KINDS);
const everyDay = fc.oneof(
  day,
  fc.constantFrom("2027-01-31", "2028-01-31", "2027-12-31", "2099-12-01"),
  fc.integer({ min: 0, max: 60_000 }).map((days) => new Date(days * DAY).toISOString().slice(0, 10)),
);

describe("an answer is due", () => {
  test.each<[LetterKind, LetterLaw, string, string]>([
    ["copy", "gdpr", "2026-11-18", "2026-12-18"],
    ["copy", "gdpr", "2026-12-31", "2027-01-31"],
    ["objection", "gdpr", "2027-01-31", "2027-02-28"],
    ["erasure", "plain", "2028-01-31", "2028-02-29"],
    ["correction", "plain", "2027-03-31", "2027-04-30"],
    ["contact", "ccpa", "2027-05-31", "2027-06-30"],
    ["copy", "ccpa", "2026-11-18", "2027-01-02"],
    ["objection", "ccpa", "2028-02-20", "2028-03-12"],
  ])("%s by %s, sent on %s: %s", (of, law, sent, due) => {
    expect(dueDate(of, law, sent)).toBe(due);
  });

  test("in Europe and without a law on the same day of the next month, or on its last where it has no such day", () => {
    holds(
      fc.property(kind, fc.constantFrom("gdpr", "plain"), everyDay, (of, law, sent) => {
        const due = dueDate(of, law, sent);
        const months = (date: string) => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));
        expect(months(due) - months(sent)).toBe(1);
        expect(due.slice(8) === sent.slice(8) || (due.slice(8) < sent.slice(8) && isLastOfMonth(due))).toBe(true);
      }),
    );
  });

  test("in California after 45 days, for an opt-out after three weeks; how to contact me is a wish: a month", () => {
    holds(
      fc.property(kind, everyDay, (of, sent) => {
        const due = dueDate(of, "ccpa", sent);
        if (of === "contact") expect(due).toBe(dueDate(of, "plain", sent));
        else expect(daysBetween(sent, due)).toBe(of === "objection" ? 21 : 45);
      }),
    );
  });

  test("always on a day of the calendar, and later letters are never due earlier", () => {
    holds(
      fc.property(kind, fc.constantFrom(...LETTER_LAWS), everyDay, everyDay, (of, law, one, other) => {
        const [earlier = one, later = other] = [one, other].sort();
        const due = dueDate(of, law, earlier);
        expect(new Date(due).toISOString().slice(0, 10)).toBe(due);
        expect(due > earlier).toBe(true);
        expect(due <= dueDate(of, law, later)).toBe(true);
      }),
    );
  });
});

const detail: LetterDetail = { letter: "copy", law: "gdpr", due: "2026-12-18", state: "open" };

describe("a letter is overdue", () => {
  test("from the day after, and only while it is open", () => {
    holds(
      fc.property(everyDay, everyDay, fc.constantFrom(...LETTER_STATES), (due, today, state) => {
        const late = state === "open" && today > due;
        expect(standingOf({ ...detail, due, state }, today)).toBe(late ? "overdue" : state);
      }),
    );
    expect(standingOf(detail, "2026-12-18")).toBe("open");
    expect(standingOf(detail, "2026-12-19")).toBe("overdue");
  });
});

describe("an event tells of a letter", () => {
  const event: TimelineEvent = { id: "e", at: "2026-11-18T12:00:00Z", company: "shop.example", type: "told", detail };

  test("with everything that a later version added", () => {
    const later = { ...event, detail: { ...detail, tone: "kind" } };
    expect(letterOf(later)).toEqual({
      id: "e",
      at: event.at,
      company: "shop.example",
      tone: "kind",
      ...detail,
    });
  });

  test.each<[string, TimelineEvent]>([
    ["of another type", { ...event, type: "promise" }],
    ["of what was allowed", { ...event, detail: { granted: {} } }],
    ["of a kind of letter nobody knows yet", { ...event, detail: { ...detail, letter: "portability" } }],
    ["without a day", { ...event, detail: { ...detail, due: "soon" } }],
  ])("not one %s", (_what, other) => {
    expect(letterOf(other)).toBeNull();
  });
});

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
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
} from "../../../src/core/letters/letter.ts";
import type { TimelineEvent } from "../../../src/core/record/tables.ts";
import { isDay } from "../../../src/core/time/working-day.ts";
import { day, holds } from "../../support/data/arbitraries.ts";

const DAY = 86_400_000;
const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / DAY;
const isLastOfMonth = (date: string): boolean => new Date(Date.parse(date) + DAY).getUTCDate() === 1;

const kind = fc.constantFrom(...LETTER_KINDS);
const everyDay = fc.oneof(
  day,
  fc.constantFrom("2027-01-31", "2028-01-31", "2027-12-31", "2099-12-01"),
  fc.integer({ min: 0, max: 60_000 }).map((days) => new Date(days * DAY).toISOString().slice(0, 10)),
);

describe("the due day of an answer", () => {
  test.each<[LetterKind, LetterLaw, string, string]>([
    ["copy", "gdpr", "2026-11-18", "2026-12-18"],
    ["copy", "gdpr", "2026-12-31", "2027-02-01"],
    ["objection", "gdpr", "2027-01-31", "2027-03-01"],
    ["erasure", "gdpr", "2026-11-19", "2026-12-21"],
    ["erasure", "gdpr", "2026-11-20", "2026-12-21"],
    ["erasure", "gdpr", "2026-11-21", "2026-12-21"],
    ["copy", "gdpr", "2026-11-30", "2026-12-30"],
    ["erasure", "plain", "2028-01-31", "2028-02-29"],
    ["correction", "plain", "2027-03-31", "2027-04-30"],
    ["contact", "ccpa", "2027-05-31", "2027-06-30"],
    ["copy", "ccpa", "2026-11-18", "2027-01-04"],
    ["copy", "ccpa", "2026-11-19", "2027-01-04"],
    ["copy", "ccpa", "2026-11-20", "2027-01-04"],
    ["objection", "ccpa", "2028-02-20", "2028-03-13"],
    ["objection", "ccpa", "2028-02-21", "2028-03-13"],
  ])("%s by %s, sent on %s: %s", (of, law, sent, due) => {
    expect(dueDate(of, law, sent)).toBe(due);
  });

  const weekday = (date: string): number => new Date(date).getUTCDay();
  /** Possible ends of a term that is due on this day: a term that ends on a weekend moves to Monday. */
  const endsFor = (due: string): string[] => {
    const earlier = [1, 2].map((days) => new Date(Date.parse(due) - days * DAY).toISOString().slice(0, 10));
    return weekday(due) === 1 ? [...earlier, due] : [due];
  };

  test("is never a Saturday or a Sunday, in any law", () => {
    holds(
      fc.property(kind, fc.constantFrom(...LETTER_LAWS), everyDay, (of, law, sent) => {
        expect([0, 6]).not.toContain(weekday(dueDate(of, law, sent)));
      }),
    );
  });

  test("is, in Europe and without a law, the same day of the next month, or its last day", () => {
    holds(
      fc.property(kind, fc.constantFrom("gdpr", "plain"), everyDay, (of, law, sent) => {
        const months = (date: string) => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));
        const ends = endsFor(dueDate(of, law, sent)).filter(
          (end) =>
            months(end) - months(sent) === 1 &&
            (end.slice(8) === sent.slice(8) || (end.slice(8) < sent.slice(8) && isLastOfMonth(end))),
        );
        expect(ends).toHaveLength(1);
      }),
    );
  });

  test("is, in California, 45 days later, three weeks for an opt-out, and a month for contact rules", () => {
    holds(
      fc.property(kind, everyDay, (of, sent) => {
        const due = dueDate(of, "ccpa", sent);
        if (of === "contact") expect(due).toBe(dueDate(of, "plain", sent));
        else expect(endsFor(due).map((end) => daysBetween(sent, end))).toContain(of === "objection" ? 21 : 45);
      }),
    );
  });

  test("exists in the calendar, and never moves earlier for a later letter", () => {
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

test("moves to Monday for a letter of an older record that is due on a weekend", () => {
  const told = (due: string): TimelineEvent => ({
    id: "e",
    at: "2026-11-20T12:00:00Z",
    company: "shop.example",
    type: "told",
    detail: { letter: "copy", law: "gdpr", due, state: "open" },
  });
  for (const due of ["2026-12-19", "2026-12-20", "2026-12-21"]) expect(letterOf(told(due))?.due).toBe("2026-12-21");
  for (const none of ["2026-02-30", "2026-13-01", "2026-00-10", "soon"]) expect(letterOf(told(none))).toBeNull();
});

test.each([
  ["2026-11-30", true],
  ["2028-02-29", true],
  ["2027-02-29", false],
  ["2026-13-01", false],
  ["2026-00-10", false],
  ["2026-11-31", false],
  ["2026-11", false],
  ["yesterday", false],
  ["", false],
])("%j is a day: %s", (text, is) => expect(isDay(text)).toBe(is));

const detail: LetterDetail = { letter: "copy", law: "gdpr", due: "2026-12-18", state: "open" };

describe("a letter is overdue", () => {
  test("from the day after its due day, only while it is open", () => {
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

describe("the letter of an event", () => {
  const event: TimelineEvent = { id: "e", at: "2026-11-18T12:00:00Z", company: "shop.example", type: "told", detail };

  test("keeps members of a later version", () => {
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
  ])("is null %s", (_what, other) => {
    expect(letterOf(other)).toBeNull();
  });
});

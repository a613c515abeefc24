import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  boundedStamp,
  type Clock,
  MAX_SKEW_MILLISECONDS,
  makeStamp,
  nextStamp,
  STAMP_PATTERN,
  seenStamp,
  stampParts,
} from "../../../src/core/record/stamp.ts";
import { holds } from "../../support/data/arbitraries.ts";

const NOW = Date.parse("2026-11-22T09:15:00Z");
const PHONE = "phone00000";
const YEARS = 10 * 365 * 86_400_000;

const device = fc.constantFrom(PHONE, "laptop0000", "zzzzzzzzzz", "0000000000");
const milliseconds = fc.oneof(
  fc.integer({ min: NOW - 1000, max: NOW + 1000 }),
  fc.integer({ min: NOW - YEARS, max: NOW + YEARS }),
);
const counter = fc.oneof(fc.integer({ min: 0, max: 3 }), fc.constantFrom(36 ** 3 - 2, 36 ** 3 - 1));
const stamp = fc.record({ milliseconds, counter, device }).map(makeStamp);
const fresh = (name = PHONE): Clock => ({ device: name, last: "" });

test("a stamp is 22 characters that sort as text by time, counter and device", () => {
  const parts = fc.record({ milliseconds, counter, device });
  holds(
    fc.property(parts, parts, (one, other) => {
      expect(makeStamp(one)).toMatch(STAMP_PATTERN);
      expect(stampParts(makeStamp(one))).toEqual(one);
      const byDevice = Number(one.device > other.device) - Number(one.device < other.device);
      const order = one.milliseconds - other.milliseconds || one.counter - other.counter || byDevice;
      expect(Number(makeStamp(one) > makeStamp(other)) - Number(makeStamp(one) < makeStamp(other))).toBe(
        Math.sign(order),
      );
    }),
  );
});

test("a stamp made after any other has 22 characters and exceeds the bounded form of the other", () => {
  const any = fc.oneof(
    stamp,
    fc.stringMatching(/^[0-9a-z]{22}$/),
    fc.constantFrom("z".repeat(22), `${"z".repeat(12)}${PHONE}`),
  );
  const wall = fc.oneof(milliseconds, fc.constantFrom(-1, 0, 36 ** 9, Number.MAX_SAFE_INTEGER));
  holds(
    fc.property(any, any, fc.array(wall, { minLength: 1, maxLength: 5 }), (last, after, times) => {
      let clock: Clock = { device: PHONE, last };
      for (const now of times) {
        const next = nextStamp(clock, now, after);
        expect(next.stamp).toMatch(STAMP_PATTERN);
        expect(next.clock.last).toMatch(STAMP_PATTERN);
        expect(next.stamp > boundedStamp(after)).toBe(true);
        clock = next.clock;
      }
      expect(boundedStamp(boundedStamp(after))).toBe(boundedStamp(after));
    }),
  );
});

describe("stamps of one device", () => {
  type Step = { now: number; after: string; seen: string };
  const steps = fc.array(fc.record<Step>({ now: milliseconds, after: fc.oneof(fc.constant(""), stamp), seen: stamp }), {
    maxLength: 20,
  });

  test("strictly increase for every wall clock and every received stamp", () => {
    holds(
      fc.property(steps, (list) => {
        let clock = fresh();
        let previous = "";
        for (const { now, seen } of list) {
          clock = seenStamp(clock, seen, now);
          const next = nextStamp(clock, now);
          clock = next.clock;
          expect(next.stamp > previous).toBe(true);
          expect(next.stamp).toMatch(STAMP_PATTERN);
          expect(next.stamp.endsWith(PHONE)).toBe(true);
          previous = next.stamp;
        }
      }),
    );
  });

  test("always exceed the stamp of the overwritten value, even years ahead; without such skew none repeats", () => {
    holds(
      fc.property(steps, (list) => {
        let clock = fresh();
        const given = new Set<string>();
        // A far-future value lends its time to its own field only, so two such fields may get equal stamps.
        const near = list.every(
          ({ now, after }) => after === "" || stampParts(after).milliseconds <= now + MAX_SKEW_MILLISECONDS,
        );
        for (const { now, after } of list) {
          const next = nextStamp(clock, now, after);
          clock = next.clock;
          expect(next.stamp > after).toBe(true);
          if (near) expect(given.has(next.stamp)).toBe(false);
          given.add(next.stamp);
        }
      }),
    );
  });
});

describe("a device with a clock years ahead", () => {
  const future = makeStamp({ milliseconds: NOW + YEARS, counter: 0, device: "laptop0000" });

  test("does not drag the others: they receive its stamps and keep their own time", () => {
    const clock = seenStamp(fresh(), future, NOW);
    expect(clock).toEqual(fresh());
    expect(stampParts(nextStamp(clock, NOW).stamp).milliseconds).toBe(NOW);
  });

  test("loses a field to a device that edits its value, and leaves that device's clock alone", () => {
    const own = nextStamp(fresh(), NOW).clock;
    const edit = nextStamp(own, NOW + 1, future);
    expect(edit.stamp > future).toBe(true);
    expect(edit.clock).toEqual(own);
    expect(stampParts(nextStamp(edit.clock, NOW + 2).stamp).milliseconds).toBe(NOW + 2);
  });

  test("pulls others forward only within the allowed skew", () => {
    holds(
      fc.property(stamp, milliseconds, (remote, now) => {
        const { last } = seenStamp(fresh(), remote, now);
        const ahead = stampParts(remote).milliseconds - now;
        if (ahead > MAX_SKEW_MILLISECONDS) expect(last).toBe("");
        else expect(nextStamp({ device: PHONE, last }, now).stamp > remote).toBe(true);
      }),
    );
  });
});

test("receiving a stamp never turns a clock back", () => {
  holds(
    fc.property(stamp, stamp, milliseconds, (mine, remote, now) => {
      const clock: Clock = { device: PHONE, last: mine.slice(0, 12) + PHONE };
      expect(seenStamp(clock, remote, now).last >= clock.last).toBe(true);
    }),
  );
});

test("a full counter carries into the milliseconds", () => {
  const last = makeStamp({ milliseconds: NOW, counter: 36 ** 3 - 1, device: PHONE });
  expect(stampParts(nextStamp({ device: PHONE, last }, NOW).stamp)).toMatchObject({
    milliseconds: NOW + 1,
    counter: 0,
  });
});

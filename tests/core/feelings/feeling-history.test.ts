// Earlier versions of a feeling: replaced values, not completed fields or passing choices.
import { expect, test } from "vitest";
import { earlierVersions } from "../../../src/core/feelings/feeling-history.ts";
import type { Change, Fields } from "../../../src/core/record/change.ts";
import { makeStamp } from "../../../src/core/record/stamp.ts";

const NOON = Date.parse("2026-11-18T12:00:00Z");

/** Changes of the given steps, each that many seconds after noon, and the resulting row. */
function story(first: Fields, ...steps: [seconds: number, fields: Fields][]): { current: Fields; changes: Change[] } {
  const stamp = (seconds: number) =>
    makeStamp({ milliseconds: NOON + seconds * 1000, counter: 0, device: "phone00000" });
  const common = { table: "feelings", id: "f" };
  const changes: Change[] = [
    { ...common, stamp: stamp(0), batch: stamp(0), fields: Object.keys(first), before: { $del: true } },
  ];
  let current = first;
  for (const [seconds, fields] of steps) {
    const before = Object.fromEntries(Object.keys(fields).map((field) => [field, current[field] ?? null]));
    changes.push({ ...common, stamp: stamp(seconds), batch: stamp(seconds), fields: Object.keys(fields), before });
    current = { ...current, ...fields };
  }
  return { current, changes };
}

const versionsOf = ({ current, changes }: ReturnType<typeof story>) => earlierVersions(current, changes);
const rated = { value: -1, words: [], about: [] };

test("an unchanged feeling has no earlier version", () => {
  expect(versionsOf(story(rated))).toEqual([]);
});

test("filling an empty field makes no version", () => {
  const noted = story(rated, [20, { words: ["angry"] }], [40, { note: "late" }], [60, { note: "late again" }]);
  expect(versionsOf(noted)).toEqual([]);
});

test("a replaced or cleared value is an earlier version, newest first", () => {
  const edited = story(
    { ...rated, note: "late" },
    [60, { value: 1 }],
    [120, { note: "" }],
    [180, { words: ["grateful"] }],
  );
  expect(versionsOf(edited)).toMatchObject([
    { until: "2026-11-18T12:02:00Z", fields: { value: 1, note: "late" } },
    { until: "2026-11-18T12:01:00Z", fields: { value: -1, note: "late" } },
  ]);
});

test("passing values of arrow keys make no version; a value that lasted does", () => {
  const moved = story(rated, [60, { value: 0 }], [61, { value: 1 }], [62, { value: 2 }]);
  expect(versionsOf(moved).map(({ fields }) => fields.value)).toEqual([-1]);
});

test("returning to the first value keeps the one between as a version", () => {
  const back = story(rated, [60, { value: 2 }], [120, { value: -1 }]);
  expect(versionsOf(back).map(({ fields }) => fields.value)).toEqual([2, -1]);
});

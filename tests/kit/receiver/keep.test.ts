import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { checkQuestions, endOfKeeping } from "../../../src/kit/receiver/keep.ts";
import { readOperatorFile } from "../../../src/kit/receiver/operator-file.ts";
import { temporaryFolder } from "../../support/servers/process.ts";

test.each([
  ["2026-11-30T10:00:00.000Z", "P0D", "2026-11-30T10:00:00.000Z"],
  ["2026-11-30T10:00:00.000Z", "P90D", "2027-02-28T10:00:00.000Z"],
  ["2026-11-30T10:00:00.000Z", "P2W", "2026-12-14T10:00:00.000Z"],
  ["2026-11-30T10:00:00.000Z", "P1M", "2026-12-30T10:00:00.000Z"],
  ["2026-11-30T10:00:00.000Z", "P3M", "2027-02-28T10:00:00.000Z"],
  ["2026-12-31T23:59:59.999Z", "P1M", "2027-01-31T23:59:59.999Z"],
  ["2028-02-29T00:00:00.000Z", "P1Y", "2029-02-28T00:00:00.000Z"],
  ["2026-11-30T10:00:00.000Z", "P999Y", "3025-11-30T10:00:00.000Z"],
])("an answer of %s, kept for %s, ends at %s", (from, keep, end) => {
  expect(endOfKeeping(Date.parse(from), keep)).toBe(end);
});

test.each(["90 days", "P1000D", "PT1H", "P1Y2M", "", "p90d"])("refuses a keep of %j", (keep) => {
  expect(() => checkQuestions([{ id: "branch", text: "Which?", keep }])).toThrow(
    /"keep" of the question "branch" is not/,
  );
});

test.each([
  [undefined, "P30D"],
  ["P1Y", "P1Y"],
])("answers to other questions end after %s, if the operator's file says so, else after 30 days", async (said, end) => {
  const folder = temporaryFolder("keep");
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, "company.json");
  writeFileSync(path, JSON.stringify({ keepAnswers: said }));
  expect(await readOperatorFile(path)).toEqual({ questions: [], keepAnswers: end, studies: [] });
  writeFileSync(path, JSON.stringify({ keepAnswers: "forever" }));
  await expect(readOperatorFile(path)).rejects.toThrow(/"keepAnswers" is not a number of days/);
  writeFileSync(path, JSON.stringify({ keepAnswers: 30 }));
  await expect(readOperatorFile(path)).rejects.toThrow(/"keepAnswers" in .* is not a text/);
});

test("the operator's file names each question's keep", async () => {
  const folder = temporaryFolder("keep");
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, "company.json");
  const write = (keep: unknown) => writeFileSync(path, JSON.stringify({ questions: [{ id: "a", text: "b", keep }] }));
  write("P6M");
  expect((await readOperatorFile(path)).questions).toEqual([{ id: "a", text: "b", keep: "P6M" }]);
  write(undefined);
  expect((await readOperatorFile(path)).questions).toEqual([{ id: "a", text: "b" }]);
  for (const wrong of [90, null, "90 days"]) {
    write(wrong);
    await expect(readOperatorFile(path)).rejects.toThrow(/"keep" of the question "a"/);
  }
});

test.each([
  ["{", /is not JSON/],
  ["[]", /is not an object/],
  ['{"keepAnswer":"P1D"}', /unknown member "keepAnswer"/],
  ['{"questions":[{"id":"a","text":"b","kep":"P1D"}]}', /A question in .* has an unknown member "kep"/],
  ['{"questions":{"a":"b"}}', /"questions" in .* is not a list/],
  ['{"questions":["a"]}', /A question in .* is not an object/],
  ['{"questions":[{"id":"a","text":"b","keep":"P1D"},{"id":"a","text":"c","keep":"P9D"}]}', /two questions "a"/],
])("the operator's file %s is refused with a sentence", async (text, sentence) => {
  const folder = temporaryFolder("keep");
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, "company.json");
  writeFileSync(path, text);
  await expect(readOperatorFile(path)).rejects.toThrow(sentence);
});

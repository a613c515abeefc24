// docs/SIGNAL.md agrees with the code: its examples are valid and its lists of words complete.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { companyOf } from "../../../src/core/companies/company.ts";
import { VERBS } from "../../../src/core/plans/plan.ts";
import { Feeling } from "../../../src/core/record/tables.ts";
import { feelingBody, SHARE_LINES } from "../../../src/core/sharing/shared-feeling.ts";
import * as sdk from "../../../src/kit/site/index.ts";
import { PATTERNS, TAGS, WORDS } from "../../../src/signal/feeling-vocabulary.ts";
import { readParticipation } from "../../../src/signal/participation.ts";
import { SECTORS } from "../../../src/signal/sectors.ts";

const page = readFileSync(resolve(import.meta.dirname, "../../../docs/SIGNAL.md"), "utf8");
const [participation = "", preferences = "", shared = ""] = [...page.matchAll(/```json\n(.*?)```/gs)].map(
  (match) => match[1],
);

test("the page has a valid participation file", () => {
  expect(readParticipation(participation, "www.northbank.example", companyOf)).toMatchObject({ ok: true });
});

test("the page has a preferences document that decodes with every member", () => {
  expect(sdk.decodeDocument(preferences)).toEqual({ state: "preferences", preferences: JSON.parse(preferences) });
});

test("the page has a header whose summary encodes to the same bytes", () => {
  const header = /`Sec-CMR-Preferences: (v=1.*?)`/.exec(page)?.[1] ?? "";
  const result = sdk.readPreferences({ [sdk.HEADER_NAME]: header });
  expect(result.state === "preferences" ? sdk.encodeHeader(result.preferences) : result).toBe(header);
});

test("the page has exactly the text that the browser writes for a shared feeling", () => {
  const { feeling, replaces } = JSON.parse(shared);
  const stored = { ...feeling, id: "f", at: "", company: "northbank.example", scale: 5, how: "self", delayMinutes: 0 };
  expect(feelingBody(stored, SHARE_LINES, { date: feeling.date, replaces })).toBe(JSON.stringify(JSON.parse(shared)));
  expect(Feeling.safeParse(stored).success).toBe(true);
});

test.each([
  ["kinds", sdk.KINDS],
  ["styles", sdk.STYLES],
  ["agreements", sdk.AGREEMENTS],
  ["channels", sdk.CHANNELS],
  ["purposes", sdk.PURPOSES],
  ["sectors", SECTORS],
  ["verbs", VERBS],
  ["words of a feeling", WORDS],
  ["tags", TAGS],
  ["dark patterns", PATTERNS],
])("the page lists all %s in order", (_, words) => {
  expect(page.replace(/\s+/g, " ")).toContain(words.join(", "));
});

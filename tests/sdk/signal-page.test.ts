// docs/SIGNAL.md is true to the code: its examples are valid and its lists of words complete.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { readParticipation } from "../../src/core/participation.ts";
import { SECTORS } from "../../src/core/preference.ts";
import * as sdk from "../../src/sdk/index.ts";

const page = readFileSync(resolve(import.meta.dirname, "../../docs/SIGNAL.md"), "utf8");
const [participation = "", preferences = ""] = [...page.matchAll(/```json\n(.*?)```/gs)].map((match) => match[1]);

test("the participation file is valid", () => {
  expect(readParticipation(participation, "www.northbank.example")).toMatchObject({ ok: true });
});

test("the preferences document is understood whole", () => {
  expect(sdk.decodeDocument(preferences)).toEqual({ state: "preferences", preferences: JSON.parse(preferences) });
});

test("the header is what this summary is written as", () => {
  const header = /`Sec-CMR-Preferences: (v=1.*?)`/.exec(page)?.[1] ?? "";
  const result = sdk.readPreferences({ [sdk.HEADER_NAME]: header });
  expect(result.state === "preferences" ? sdk.encodeHeader(result.preferences) : result).toBe(header);
});

test.each([
  ["kinds", sdk.KINDS],
  ["styles", sdk.STYLES],
  ["agreements", sdk.AGREEMENTS],
  ["channels", sdk.CHANNELS],
  ["purposes", sdk.PURPOSES],
  ["sectors", SECTORS],
])("all %s are listed in order", (_, words) => {
  expect(page.replace(/\s+/g, " ")).toContain(words.join(", "));
});

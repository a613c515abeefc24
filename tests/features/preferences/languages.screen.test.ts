// The interface in languages as systems write them, and the separator that their spreadsheets expect.
import { expect, test } from "vitest";
import { date, expectsSemicolons } from "../../../src/ui/formats.ts";
import { currentLanguage, currentLocale } from "../../../src/ui/locale.ts";
import { loadMessages, t } from "../../../src/ui/messages.ts";

test.each([
  ["en-US@posix", "en", "en-US"],
  ["de_DE.UTF-8", "de", "de-DE"],
  ["de;q=0.8", "de", "de"],
  ["C", "en", "en"],
  ["", "en", "en"],
])("%j is drawn in %s, with the dates of %s", async (written, language, locale) => {
  await loadMessages(written);
  expect([currentLanguage(), currentLocale(), document.documentElement.lang]).toEqual([language, locale, language]);
  expect(t("undo")).toBe(language === "de" ? "Rückgängig" : "Undo");
  expect(date("2026-11-29")).toContain("2026");
});

test.each([
  ["en", false],
  ["en-GB", false],
  ["de", true],
  ["de-AT", true],
  ["de-CH", true],
  ["de-LI", true],
])("spreadsheets of %s expect semicolons: %s", async (tag, expected) => {
  await loadMessages(tag);
  expect(expectsSemicolons()).toBe(expected);
});

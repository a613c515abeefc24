// The texts of the store listing: one for each language, with the summary that the browser shows.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { FOLDERS, textsOf } from "./support/data/interface-texts.ts";

const STORE = join(import.meta.dirname, "../docs/store");

const listingOf = (language: string) => {
  const [head = "", summary = "", description = ""] = readFileSync(join(STORE, `${language}.md`), "utf8").split(
    /^## \w+$/m,
  );
  return { name: head.replace("#", "").trim(), summary: summary.trim(), description: description.trim() };
};

test("every language of the interface has a listing, and the other way round", () => {
  const listed = readdirSync(STORE).flatMap((file) => /^([a-z]{2})\.md$/.exec(file)?.[1] ?? []);
  expect(listed.toSorted()).toEqual([...FOLDERS].toSorted());
});

test.each(FOLDERS)("%s: name and summary are those of the browser and fit the stores", (language) => {
  const { name, summary } = listingOf(language);
  const { extensionName = "", extensionDescription = "" } = textsOf(language);
  expect([name, summary]).toEqual([extensionName, extensionDescription]);
  // The stores cut a name at 75 and a summary at 132 characters.
  expect(name.length).toBeLessThanOrEqual(75);
  expect(summary.length).toBeLessThanOrEqual(132);
});

test.each(FOLDERS)("%s: the description has the same parts as in English", (language) => {
  const shape = (text: string) => text.split(/\n{2,}/).map((part) => part.split(/^- /m).length);
  const { description } = listingOf(language);
  expect(shape(description)).toEqual(shape(listingOf("en").description));
  expect(description).not.toMatch(/!|https?:/);
});

// The texts of the store listing: one for each language, with the summary that the browser shows.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { FOLDERS, textsOf } from "./support/data/interface-texts.ts";

const STORE = join(import.meta.dirname, "../docs/store");

const listingOf = (language: string) => {
  const [head = "", summary = "", description = "", pictures = ""] = readFileSync(
    join(STORE, `${language}.md`),
    "utf8",
  ).split(/^## \w+$/m);
  const lines = [...pictures.matchAll(/^(\d)\. (.+)$/gm)].map(([, , line = ""]) => line);
  return { name: head.replace("#", "").trim(), summary: summary.trim(), description: description.trim(), lines };
};

test("the languages of the listings are those of the interface", () => {
  const listed = readdirSync(STORE).flatMap((file) => /^([a-z]{2})\.md$/.exec(file)?.[1] ?? []);
  expect(listed.toSorted()).toEqual([...FOLDERS].toSorted());
});

test.each(FOLDERS)("%s: name and summary are those of the extension, and fit the limits of the stores", (language) => {
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

/** Width and height in the header of a PNG. */
const sizeOf = (file: string): number[] => {
  const png = readFileSync(file);
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
};

test.each(FOLDERS)("%s: every picture has the right size and one short line", (language) => {
  const { lines } = listingOf(language);
  expect(lines).toHaveLength(6);
  // More characters would need a third row.
  expect(lines.filter((line) => line.length > 70)).toEqual([]);
  const folder = join(STORE, "pictures", language);
  const sizes = Object.fromEntries(readdirSync(folder).map((file) => [file, sizeOf(join(folder, file))]));
  expect(sizes).toEqual({
    "1-rate.png": [1280, 800],
    "2-allow.png": [1280, 800],
    "3-company.png": [1280, 800],
    "4-preferences.png": [1280, 800],
    "5-private.png": [1280, 800],
    "marquee.png": [1400, 560],
    "tile.png": [440, 280],
  });
});

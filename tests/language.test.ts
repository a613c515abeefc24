// Language of comments, test titles and headings: each names its subject. Measured as in `npm run measures`.
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { commentsOf, headingsOf, languageOf, titlesOf } from "../scripts/measures/language.mjs";
import { readSources, sourceOf } from "../scripts/measures/sources.mjs";

const language = languageOf(readSources(join(import.meta.dirname, "..")));

test("no comment, test title or heading begins with a question word", () => {
  expect(language.beginnings.map(({ path, line, text }) => `${path}:${line}: ${text}`)).toEqual([]);
});

test("comments have at most 8 describing words (what, who, which, whose) per 1,000", () => {
  expect(language.describing).toBeLessThanOrEqual(8);
});

describe("the measures find", () => {
  const found = (path: string, text: string) => {
    const { beginnings, words } = languageOf([sourceOf(path, text)]);
    return [beginnings.map(({ line }) => line), words];
  };

  test("a comment of several lines as one comment", () => {
    expect(found("src/a.ts", "// Names\n// what it is.\nconst a = 1; // Who else\n")).toEqual([[3], 6]);
  });

  test("comments in blocks, styles and pages", () => {
    expect(found("src/a.ts", "/**\n * Which one.\n */\nconst a = 1;\n")).toEqual([[1], 2]);
    expect(found("src/a.css", "/* Where it is. */\n")).toEqual([[1], 3]);
    expect(found("src/a.html", "<!-- Whose page. -->\n")).toEqual([[1], 2]);
  });

  test("no comment inside quotes", () => {
    expect(commentsOf(sourceOf("src/a.ts", 'const a = "// What";\n'))).toEqual([]);
  });

  test("titles of tests, suites and tables of tests", () => {
    const text =
      'describe.each([1])("what", () => {\n  test("who", () => {});\n  test.each(`a`)("it", () => {});\n});\n';
    expect(titlesOf(sourceOf("tests/a.test.ts", text)).map(({ text: title }) => title)).toEqual(["what", "who", "it"]);
  });

  test("headings outside code", () => {
    const text = "# Names\n```\n# comment\n```\n## What it is\n";
    expect(headingsOf(sourceOf("docs/A.md", text)).map(({ line }) => line)).toEqual([1, 5]);
    expect(found("docs/A.md", text)).toEqual([[5], 0]);
  });
});

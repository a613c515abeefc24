// The documents: their length, the form of decision records, and working links.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { describe, expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "..");
const linesOf = (path: string): string[] => readFileSync(join(ROOT, path), "utf8").trimEnd().split("\n");

const markdownIn = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md") && !name.includes("node_modules"))
    .map((name) => join(folder, name).replaceAll("\\", "/"));
const PAGES = ["README.md", ...["docs", "src", "tests", "examples"].flatMap(markdownIn)];
const DECISIONS = PAGES.filter((path) => /^docs\/decisions\/\d/.test(path)).toSorted();

const MOST_LINES = {
  "README.md": 100,
  "docs/ARCHITECTURE.md": 150,
  "docs/CONTRIBUTING.md": 100,
  "docs/GLOSSARY.md": 60,
  "docs/decisions/README.md": 40,
};

/** Without tables, code blocks and lines of one link or picture, which cannot be wrapped. */
const proseOf = (path: string): string[] =>
  linesOf(path)
    .join("\n")
    .replace(/^```[\s\S]*?^```/gm, "")
    .split("\n")
    .filter((line) => !line.startsWith("|") && !/^!?\[.*\)$/.test(line));

/** GitHub's anchor of a heading. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");
const anchorsOf = (path: string): string[] =>
  linesOf(path).flatMap((line) => {
    const heading = /^#+ (.*)$/.exec(line)?.[1];
    return heading === undefined ? [] : [anchorOf(heading)];
  });

/** Relative links and pictures of a page, without those in backquotes. */
const linksOf = (path: string): string[] => {
  const text = linesOf(path)
    .join("\n")
    .replace(/`[^`\n]*`/g, "");
  return [...text.matchAll(/\]\(([^)\s]+)\)|<img src="([^"]+)"/g)]
    .map(([, link, picture]) => link ?? picture ?? "")
    .filter((link) => !/^[a-z]+:/.test(link));
};

test.each(Object.entries(MOST_LINES))("%s has at most %i lines", (path, most) => {
  expect(linesOf(path).length).toBeLessThanOrEqual(most);
});

test.each(["README.md", "docs/ARCHITECTURE.md", "docs/CONTRIBUTING.md", "docs/GLOSSARY.md", ...DECISIONS])(
  "%s has lines of at most 120 characters",
  (path) => {
    expect(proseOf(path).filter((line) => line.length > 120)).toEqual([]);
  },
);

test.each(PAGES)("%s links to files and headings that exist", (path) => {
  const broken = linksOf(path).filter((link) => {
    const [file = "", anchor] = link.split("#");
    const target = file === "" ? path : join(dirname(path), file);
    if (!existsSync(join(ROOT, target))) return true;
    return anchor !== undefined && !anchorsOf(target).includes(anchor);
  });
  expect(broken).toEqual([]);
});

const FILES = ["src", "tests", "scripts", "docs", "examples", "public"].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" }).map((name) =>
    join("/", folder, name).replaceAll("\\", "/"),
  ),
);
const AT_THE_TOP = ["package.json", "manifest.json"];

test.each(["ARCHITECTURE", "CONTRIBUTING", "TESTING", "GLOSSARY"])("docs/%s.md names files that exist", (name) => {
  const page = linesOf(`docs/${name}.md`).join("\n");
  const named = [...page.matchAll(/[`"]([a-z][\w/.-]*\.(?:tsx?|mjs|html|json))[`":]/g)].map(([, file]) => file ?? "");
  const missing = named.filter(
    (file) => !AT_THE_TOP.includes(file) && !FILES.some((known) => known.endsWith(`/${file}`)),
  );
  expect(missing).toEqual([]);
});

test.each(["ARCHITECTURE", "CONTRIBUTING", "TESTING"])("docs/%s.md names identifiers that exist", (name) => {
  const code = FILES.filter((file) => /^\/(?:src|tests|scripts)\/.*\.(?:tsx?|mjs)$/.test(file))
    .map((file) => readFileSync(join(ROOT, file), "utf8"))
    .join("\n");
  const words = new Set(code.match(/\w+/g));
  const named = [
    ...linesOf(`docs/${name}.md`)
      .join("\n")
      .matchAll(/`([a-z]+[A-Z]\w*)`/g),
  ].map(([, word]) => word ?? "");
  expect(named.filter((word) => !words.has(word))).toEqual([]);
});

describe("decision records", () => {
  test.each(DECISIONS)("%s has at most 40 lines, its number, a date and a status", (path) => {
    const lines = linesOf(path);
    expect(lines.length).toBeLessThanOrEqual(40);
    expect(lines[0]).toMatch(new RegExp(`^# ${Number(basename(path).slice(0, 4))}\\. \\S`));
    expect(lines[1]).toBe("");
    expect(lines[2]).toMatch(/^Date: \d{4}-\d\d-\d\d · Status: (?:accepted|superseded by \d+)$/);
    expect(lines[3]).toBe("");
  });

  test("are numbered without gaps and listed with their titles", () => {
    const index = linesOf("docs/decisions/README.md").join("\n");
    for (const [at, path] of DECISIONS.entries()) {
      expect(path).toContain(`/${String(at + 1).padStart(4, "0")}-`);
      const title = (linesOf(path)[0] ?? "").replace(/^# \d+\. /, "");
      expect(index).toContain(`| [${at + 1}](${basename(path)})`);
      expect(index).toContain(`| ${title} `);
    }
  });
});

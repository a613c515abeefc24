// tests/HANDLES.md lists each data-testid of src, and no other.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "..");

const files = readdirSync(join(ROOT, "src"), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name));
const textOf = (extension: RegExp): string =>
  files
    .filter((file) => extension.test(file))
    .map((file) => readFileSync(file, "utf8"))
    .join("\n");
const source = textOf(/\.tsx$/);

const all = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, found]) => found ?? "");

const quoted = all(source, /"([a-z][a-z0-9-]*)"/g);
const vocabulary = [...quoted, ...all(textOf(/\.ts$/), /"([a-z][a-z0-9-]*)"/g)];
const staticHandles = all(source, /\b(?:data-testid|testId)[=:] ?"([^"]+)"/g);
/** Templates such as `word-${one}`, as patterns. A template with only placeholders names nothing. */
const templates = all(source, /\b(?:data-testid|testId)=\{`([^`]+)`\}/g)
  .map((template) => template.replaceAll(/\$\{[^}]*\}/g, ".+"))
  .filter((template) => /[a-z]/.test(template))
  .map((template) => new RegExp(`^${template}$`));

const page = readFileSync(join(ROOT, "tests/HANDLES.md"), "utf8").split("## Every page")[1] ?? "";
const firstCells = all(page, /^\| (`[^|]+)\|/gm);
const documented = firstCells.flatMap((cell) => all(cell, /`([^`]+)`/g));

/** `language-<tag>` begins with a literal of src; a template may have only placeholders. */
const beginsInSource = (handle: string): boolean => {
  const start = handle.split(/-?</)[0] ?? "";
  return vocabulary.some((literal) => literal === start || literal.startsWith(`${start}-`));
};

/** A documented handle occurs in src if its literal does, or if a template can make it. */
const occurs = (handle: string): boolean =>
  quoted.includes(handle) ||
  templates.some((template) => template.test(handle)) ||
  (/.<\w+>/.test(handle) && beginsInSource(handle));

/** Handles that controls derive from their own: date fields and numbered selects. */
const DERIVED = ["", "-year", "-<n>"];
const isDocumented = (handle: string): boolean => DERIVED.some((suffix) => documented.includes(handle + suffix));

test("the test finds the handles in both places", () => {
  expect(staticHandles.length).toBeGreaterThan(250);
  expect(templates.length).toBeGreaterThan(25);
  expect(documented.length).toBeGreaterThan(250);
});

test("tests/HANDLES.md has every static handle of src", () => {
  expect([...new Set(staticHandles)].filter((handle) => !isDocumented(handle))).toEqual([]);
});

test("src has every handle of tests/HANDLES.md", () => {
  expect(documented.filter((handle) => !occurs(handle))).toEqual([]);
});

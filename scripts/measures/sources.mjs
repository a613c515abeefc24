// Reads the project's files for the measures. Parses scripts; styles, pages and documents stay text.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseSync } from "vite";

const SCRIPT = /\.(?:ts|tsx|mts|mjs)$/;
const READ = /\.(?:ts|tsx|mts|mjs|css|html|md)$/;
const SKIPPED = ["node_modules", "dist", ".git", "fixtures", "vectors"];

/** Paths of all files below a folder, relative to it, with slashes. */
const pathsIn = (folder) =>
  readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !SKIPPED.includes(name))
    .flatMap((entry) =>
      entry.isDirectory() ? pathsIn(join(folder, entry.name)).map((path) => `${entry.name}/${path}`) : entry.name,
    );

/** Source files and documents of a checkout, with their text. Skips packages, builds, fixtures and vectors. */
export const readSources = (folder) =>
  pathsIn(folder)
    .filter((path) => READ.test(path))
    .map((path) => sourceOf(path, readFileSync(join(folder, path), "utf8")));

/** A source file. Scripts also have `program` (ESTree), `comments`, and `lineOf`: the line number, from 1, of an offset. */
export function sourceOf(path, text) {
  const lines = text.trimEnd().split("\n").length;
  if (!SCRIPT.test(path)) return { path, text, lines };
  const { program, comments } = parseSync(path, text);
  const starts = [...text.matchAll(/^/gm)].map(({ index }) => index);
  const lineOf = (offset) => starts.findLastIndex((start) => start <= offset) + 1;
  return { path, text, lines, program, comments, lineOf };
}

/** Every node of a tree, parents first. */
export function* nodesOf(node) {
  if (Array.isArray(node)) for (const one of node) yield* nodesOf(one);
  else if (node !== null && typeof node === "object") {
    if (typeof node.type === "string") yield node;
    for (const value of Object.values(node)) if (typeof value === "object") yield* nodesOf(value);
  }
}

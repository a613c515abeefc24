// Gzipped size of each window and script: all files that its module graph loads before anything runs.
import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { gzipSync } from "node:zlib";
import { zipOf } from "../zip.mjs";
import { DASHBOARD, POPUP } from "./browser.mjs";

const KILOBYTE = 1000;
const textOf = (build, path) => readFileSync(join(build, path), "utf8");
const weightOf = (build, paths) =>
  paths.reduce((sum, path) => sum + gzipSync(readFileSync(join(build, path)), { level: 9 }).length, 0) / KILOBYTE;

/** The script of an HTML page, or a script itself, with all its static imports. */
function graphOf(build, path) {
  const text = textOf(build, path);
  const starts = path.endsWith(".html")
    ? [...text.matchAll(/<script[^>]+src="\/([^"]+)"/g)].map(([, source]) => source)
    : [path];
  const found = new Set();
  const visit = (file) => {
    if (found.has(file)) return;
    found.add(file);
    for (const [, target] of textOf(build, file).matchAll(/(?:\bfrom|\bimport)\s*["'](\.[^"']+\.js)["']/g))
      visit(posix.join(posix.dirname(file), target));
  };
  for (const start of starts) visit(start);
  if (found.size === 0) throw new Error(`${path} loads no script`);
  return [...found];
}

/** Weight of the styles inside a page, where the build puts the popup's. */
function stylesIn(build, path) {
  const [, styles] = /<style>([^<]*)<\/style>/.exec(textOf(build, path)) ?? [];
  if (styles === undefined) throw new Error(`${path} has no styles`);
  return gzipSync(styles, { level: 9 }).length / KILOBYTE;
}

export async function measureSizes({ build, add, say }) {
  say("sizes");
  const words = readdirSync(join(build, "assets"))
    .filter((name) => /^en-.*\.js$/.test(name))
    .map((name) => `assets/${name}`);
  const [popup, dashboard] = [graphOf(build, POPUP), graphOf(build, DASHBOARD)];
  const weigh = (what, paths, atMost) =>
    add({ what: `${what}, gzipped`, unit: "KB", value: weightOf(build, paths), atMost });
  weigh("popup JS", popup, 40);
  add({ what: "popup CSS, gzipped", unit: "KB", value: stylesIn(build, POPUP), atMost: 8 });
  weigh("dashboard JS", dashboard, 120);
  weigh("texts of one language, loaded with either", words);
  weigh("content script", ["src/entries/content.js"], 2);
  weigh("background", ["background.js"], 110);
  weigh("Public Suffix List, which the background reads at its first work", ["assets/suffix-list.json"]);
  add({ what: "package", unit: "KB", value: zipOf(build).length / KILOBYTE, atMost: 400 });
}

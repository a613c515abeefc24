// House rules as tests: permitted imports, and forbidden code. docs/ARCHITECTURE.md gives the reasons.
import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, posix } from "node:path";
import { describe, expect, test } from "vitest";
import { COMMANDS } from "../src/core/commands/index.ts";

const ROOT = join(import.meta.dirname, "..");

interface Source {
  /** From the project's folder, with slashes: src/core/sharing/view.ts. */
  path: string;
  text: string;
  /** The text without comments and quoted strings. */
  code: string;
}

const withoutComments = (text: string): string =>
  text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|\s)\/\/.*$/gm, "$1");
const withoutQuotes = (text: string): string => text.replace(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g, '""');

const SOURCES: readonly Source[] = readdirSync(join(ROOT, "src"), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.(?:ts|tsx|css|html)$/.test(entry.name))
  .map((entry) => {
    const file = join(entry.parentPath, entry.name);
    const text = readFileSync(file, "utf8");
    const path = file.slice(ROOT.length + 1).replaceAll("\\", "/");
    return { path, text, code: withoutQuotes(withoutComments(text)) };
  });
const SCRIPTS = SOURCES.filter(({ path }) => /\.tsx?$/.test(path));

interface Import {
  from: string;
  /** A path from the project's folder, or a package name. */
  to: string;
  typesOnly: boolean;
  later: boolean;
}

const IMPORT = /^(?:import|export)\s+(type\s+)?(?:[\w*{}\s,$]+?\s+from\s+)?"([^"]+)";?|\bimport\("([^"]+)"\)/gm;

const IMPORTS: readonly Import[] = SCRIPTS.flatMap(({ path, text }) =>
  [...withoutComments(text).matchAll(IMPORT)].map(([, type, named, dynamic]) => {
    const to = (named ?? dynamic ?? "").replace(/\?.*$/, "");
    const target = to.startsWith(".") ? posix.join(dirname(path), to) : to;
    return { from: path, to: target, typesOnly: type !== undefined, later: dynamic !== undefined };
  }),
);

const under = (folder: string) => (path: string) => path.startsWith(`src/${folder}/`);
const packages =
  (...names: string[]) =>
  (to: string) =>
    names.includes(to);
const featureOf = (path: string): string => path.split("/")[2] ?? "";

/** Permitted imports of each floor. */
const FLOORS: Readonly<Record<string, (to: string, one: Import) => boolean>> = {
  entries: (to) =>
    ["entries", "pages", "background", "features", "ui", "record", "platform", "core", "signal"].some((floor) =>
      under(floor)(to),
    ) || to === "preact",
  pages: (to) =>
    ["pages", "features", "ui", "record", "platform", "core", "signal"].some((floor) => under(floor)(to)) ||
    packages("preact", "preact/hooks")(to),
  background: (to) =>
    ["background", "features", "record", "platform", "core", "signal"].some((floor) => under(floor)(to)) ||
    // Content scripts: the build bundles each separately, and only its path is imported.
    /^src\/entries\/(?:content|gpc|notice)\.ts$/.test(to),
  features: (to, { from }) =>
    ["ui", "record", "platform", "core", "signal"].some((floor) => under(floor)(to)) ||
    (under("features")(to) && featureOf(to) === featureOf(from)) ||
    packages("preact", "preact/hooks")(to),
  record: (to) => ["record", "platform", "core", "signal"].some((floor) => under(floor)(to)) || to === "dexie",
  platform: (to, { from }) =>
    ["platform", "core", "signal"].some((floor) => under(floor)(to)) ||
    (to === "virtual:suffix-list" && from === "src/platform/suffix-list.ts") ||
    (to === "webextension-polyfill" && from === "src/platform/browser/browser.ts"),
  ui: (to, { from, typesOnly }) =>
    under("ui")(to) ||
    packages("preact", "preact/hooks", "zustand/vanilla")(to) ||
    (to === "dexie" && from === "src/ui/live.ts") ||
    (to === "src/platform/messages/send.ts" && from === "src/ui/undo.ts") ||
    ((under("core")(to) || under("signal")(to)) &&
      (typesOnly || ["src/core/commands/errors.ts", "src/signal/vocabulary.ts"].includes(to))) ||
    to.startsWith("virtual:messages/") ||
    (typesOnly && to === "public/_locales/en/messages.json"),
  core: (to) => under("core")(to) || under("signal")(to) || /^(?:zod\/mini|tldts)$/.test(to),
  signal: under("signal"),
  kit: (to, { typesOnly }) => under("kit")(to) || under("signal")(to) || (typesOnly && to.startsWith("node:")),
};

describe("each floor imports only from those below it", () => {
  test("every file belongs to a floor", () => {
    const strays = SCRIPTS.filter(({ path }) => !Object.keys(FLOORS).some((floor) => under(floor)(path)));
    expect(strays.map(({ path }) => path)).toEqual(["src/vite.d.ts"]);
  });

  test.each(Object.entries(FLOORS))("%s", (floor, allowed) => {
    const forbidden = IMPORTS.filter((one) => under(floor)(one.from) && !allowed(one.to, one));
    expect(forbidden.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
  });

  test("finds the imports", () => {
    expect(IMPORTS.length).toBeGreaterThan(300);
    const lost = IMPORTS.filter(({ to }) => to.startsWith("src/") && !SOURCES.some(({ path }) => path === to));
    expect(lost.filter(({ to }) => !to.endsWith(".css"))).toEqual([]);
  });
});

test("no file imports itself by way of others, not even for a type", () => {
  const settled = new Set<string>();
  const cycles: string[] = [];
  const walk = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path)) cycles.push([...trail.slice(trail.indexOf(path)), path].join(" → "));
    if (trail.includes(path) || settled.has(path)) return;
    for (const { to } of IMPORTS.filter(({ from }) => from === path)) walk(to, [...trail, path]);
    settled.add(path);
  };
  for (const { path } of SCRIPTS) walk(path, []);
  expect(cycles).toEqual([]);
});

describe("code that opens with a tap, runs in every page or wakes with every request is small", () => {
  /** All modules that a file loads at its start: neither types nor later imports. */
  const broughtBy = (path: string, known = new Set<string>()): Set<string> => {
    for (const { from, to, typesOnly, later } of IMPORTS) {
      if (from !== path || typesOnly || later || known.has(to)) continue;
      known.add(to);
      broughtBy(to, known);
    }
    return known;
  };

  test.each(["popup/main.tsx", "content.ts", "notice.ts", "gpc.ts", "background.ts"])(
    "%s brings no database and no schema",
    (entry) => {
      const brought = broughtBy(`src/entries/${entry}`);
      expect([...brought].filter((to) => ["dexie", "tldts", "zod/mini"].includes(to))).toEqual([]);
    },
  );

  test("no start loads the public suffix list; each module that loads its users later also reads it", () => {
    const needs = (path: string) => broughtBy(path).has("tldts");
    const starts = ["dashboard/main.tsx", "welcome/main.tsx", "background.ts"].map((entry) => `src/entries/${entry}`);
    expect(starts.filter(needs)).toEqual([]);
    const loaders = [...new Set(IMPORTS.flatMap(({ from, to, later }) => (later && needs(to) ? [from] : [])))];
    expect(loaders).toEqual(["src/entries/background.ts", "src/pages/dashboard/timeline.tsx"]);
    const unread = SCRIPTS.filter(({ path, code }) => loaders.includes(path) && !code.includes("readSuffixList()"));
    expect(unread.map(({ path }) => path)).toEqual([]);
  });

  test("finds database, list and schema behind the background's work", () => {
    expect([...broughtBy("src/background/work.ts")]).toEqual(expect.arrayContaining(["dexie", "tldts", "zod/mini"]));
  });
});

/** Matching lines: `path: line`. */
const places = (sources: readonly Source[], pattern: RegExp, member: "text" | "code" = "code"): string[] =>
  sources.flatMap((source) =>
    source[member].split("\n").flatMap((line) => (pattern.test(line) ? [`${source.path}: ${line.trim()}`] : [])),
  );
const outside = (folder: string) => SCRIPTS.filter(({ path }) => !under(folder)(path));

describe("nowhere in src", () => {
  test.each([
    ["the browser's own names, but on the platform", outside("platform"), /(?<![\w.])(?:chrome|browser)(?:\.|\?\.)\w/],
    [
      "a request to the network, but on the platform",
      outside("platform"),
      /\bfetch\(|XMLHttpRequest|sendBeacon|WebSocket|EventSource/,
    ],
    ["HTML made of text", SCRIPTS, /innerHTML|outerHTML|insertAdjacentHTML|document\.write|dangerouslySetInnerHTML/],
    ["code made of text", SCRIPTS, /\beval\(|new Function\b|setTimeout\(""|setInterval\(""/],
    ["an any", SCRIPTS, /:\s*any\b|\bas any\b|<any[>,]|\bany\[\]/],
    ["a check that was switched off", SCRIPTS, /@ts-(?:ignore|nocheck|expect-error)/],
  ])("%s", (_what, sources, pattern) => {
    expect(places(sources, pattern)).toEqual([]);
  });

  test("an address with code", () => {
    expect(places(SOURCES, /javascript:(?!.*")|["'`]javascript:/, "text")).toEqual([]);
  });

  test("a physical direction (left, right) instead of start and end, which differ by language", () => {
    const side = "(?:left|right|top|bottom)";
    const physical = new RegExp(
      `(?:^|[;{\\s])(?:${side}|(?:margin|padding|border|inset|scroll-margin|scroll-padding)-${side}[a-z-]*|border-${side}-${side}-radius|(?:(?:min|max)-)?(?:width|height)|(?:text-align|float|clear):\\s*(?:left|right))\\s*[;:}]`,
    );
    const styles = SOURCES.filter(({ path }) => path.endsWith(".css")).map((source) => ({
      ...source,
      code: source.text,
    }));
    expect(places(styles, physical)).toEqual([]);
  });
});

describe("every file", () => {
  test("has at most 250 lines", () => {
    const long = SOURCES.map(({ path, text }) => [path, text.trimEnd().split("\n").length] as const);
    expect(long.filter(([, lines]) => lines > 250)).toEqual([]);
  });

  test("has a name in kebab-case, and so has its folder", () => {
    const word = "[a-z0-9]+(?:-[a-z0-9]+)*";
    const name = new RegExp(`^src(?:/${word})+(?:\\.d)?\\.(?:ts|tsx|css|html)$`);
    expect(SOURCES.filter(({ path }) => !name.test(path)).map(({ path }) => path)).toEqual([]);
  });

  test("starts with a comment about its purpose", () => {
    const rooms = SCRIPTS.filter(({ path }) =>
      ["signal", "core", "platform", "record", "features"].some((floor) => under(floor)(path)),
    );
    expect(rooms.filter(({ text }) => !/^\/\/ \S.{20,}/.test(text)).map(({ path }) => path)).toEqual([]);
  });

  test("styles and pages start from an entry, and each page runs only its own script", () => {
    const pages = SOURCES.filter(({ path }) => path.endsWith(".html"));
    expect(pages.map(({ path }) => basename(dirname(path))).toSorted()).toEqual(["dashboard", "popup", "welcome"]);
    for (const { path, text } of pages) {
      const scripts = [...text.matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag);
      expect(scripts, path).toHaveLength(1);
      expect(scripts[0], path).toMatch(/type="module"/);
      expect(text, path).not.toMatch(/\son\w+=|style=|https?:/);
    }
  });
});

test("every command has a handler in the background, and no other handler exists", () => {
  const work = SOURCES.find(({ path }) => path === "src/background/handlers.ts")?.text ?? "";
  const table = /export const handlers: Handlers = \{\n([\s\S]*?)\n\};/.exec(work)?.[1] ?? "";
  const handled = [...table.matchAll(/^ {2}"?([a-z-]+)"?:/gm)].map(([, name]) => name);
  expect(handled.toSorted()).toEqual(Object.keys(COMMANDS).toSorted());
});

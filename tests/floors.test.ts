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
const isSameFeature = (to: string, { from }: Import): boolean => featureOf(to) === featureOf(from);

/** The floors, highest first. A file imports from its own floor and from those below it. */
const ORDER = ["entries", "pages", "background", "features", "record", "platform", "core", "signal"] as const;

type Permits = (to: string, one: Import) => boolean;

/** `ui` is beside the features: pages and features use it, but neither the floors below nor the background. */
const belowOrOwn =
  (floor: (typeof ORDER)[number], { ui = false } = {}): Permits =>
  (to) =>
    ORDER.slice(ORDER.indexOf(floor)).some((other) => under(other)(to)) || (ui && under("ui")(to));

const either =
  (...permits: Permits[]): Permits =>
  (to, one) =>
    permits.some((permit) => permit(to, one));

/** One import of one file. */
const only =
  (from: string, to: string): Permits =>
  (target, one) =>
    target === to && one.from === `src/${from}`;

const FLOORS: Readonly<Record<string, Permits>> = {
  entries: either(belowOrOwn("entries", { ui: true }), packages("preact")),
  pages: either(
    (to, one) => !under("background")(to) && belowOrOwn("pages", { ui: true })(to, one),
    packages("preact", "preact/hooks"),
  ),
  // Content scripts: the build bundles each separately, and only its path is imported.
  background: either(belowOrOwn("background"), (to) => /^src\/entries\/(?:content|gpc|notice)\.ts$/.test(to)),
  features: either(
    (to, one) => belowOrOwn("features", { ui: true })(to, one) && (!under("features")(to) || isSameFeature(to, one)),
    packages("preact", "preact/hooks"),
  ),
  record: either(belowOrOwn("record"), packages("dexie")),
  platform: either(
    belowOrOwn("platform"),
    only("platform/suffix-list.ts", "virtual:suffix-list"),
    only("platform/browser/browser.ts", "webextension-polyfill"),
    only("platform/vault/age.ts", "age-encryption"),
    only("platform/vault/secret.ts", "@scure/base"),
    only("platform/vault/qr-code.ts", "uqr"),
    only("platform/vault/x25519.ts", "@noble/curves/abstract/modular.js"),
    only("platform/vault/x25519.ts", "@noble/curves/abstract/montgomery.js"),
  ),
  core: either(belowOrOwn("core"), packages("zod/mini", "tldts")),
  signal: belowOrOwn("signal"),
  ui: either(
    under("ui"),
    packages("preact", "preact/hooks", "zustand/vanilla"),
    only("ui/live.ts", "dexie"),
    only("ui/live.ts", "src/platform/clock.ts"),
    only("ui/undo.ts", "src/platform/messages/send.ts"),
    only("ui/own-edits.ts", "src/core/record/change.ts"),
    (to, { typesOnly }) => typesOnly && (under("core")(to) || under("signal")(to)),
    (to) => ["src/core/commands/errors.ts", "src/signal/vocabulary.ts"].includes(to),
    (to, { typesOnly }) => to.startsWith("virtual:messages/") || (typesOnly && to.startsWith("public/_locales/en/")),
  ),
  kit: either(
    under("kit"),
    under("signal"),
    (to, { typesOnly }) => typesOnly && to.startsWith("node:"),
    (to, { from }) => [under("kit/receiver"), under("kit/check")].some((own) => own(from)) && to.startsWith("node:"),
    only("kit/check/company.ts", "tldts"),
    only("kit/receiver/pglite-database.ts", "@electric-sql/pglite"),
    only("kit/receiver/postgres-database.ts", "pg"),
  ),
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

  test("the test finds the imports", () => {
    expect(IMPORTS.length).toBeGreaterThan(300);
    const lost = IMPORTS.filter(({ to }) => to.startsWith("src/") && !SOURCES.some(({ path }) => path === to));
    expect(lost.filter(({ to }) => !/\.(?:css|txt)$/.test(to))).toEqual([]);
  });
});

test("no file imports itself through others, not even for a type", () => {
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

describe("code that runs with a tap, in every page or with every request is small", () => {
  /** All modules that a file loads at its start, without types and later imports. */
  const broughtBy = (path: string, known = new Set<string>()): Set<string> => {
    for (const { from, to, typesOnly, later } of IMPORTS) {
      if (from !== path || typesOnly || later || known.has(to)) continue;
      known.add(to);
      broughtBy(to, known);
    }
    return known;
  };

  test.each(["popup/main.tsx", "content.ts", "notice.ts", "gpc.ts", "background.ts"])(
    "%s loads no database and no schema",
    (entry) => {
      const brought = broughtBy(`src/entries/${entry}`);
      expect([...brought].filter((to) => ["dexie", "tldts", "zod/mini"].includes(to))).toEqual([]);
    },
  );

  test("no start loads the Public Suffix List; each module that loads its users later also reads the list", () => {
    const needs = (path: string) => broughtBy(path).has("tldts");
    const starts = ["dashboard/main.tsx", "welcome/main.tsx", "background.ts"].map((entry) => `src/entries/${entry}`);
    expect(starts.filter(needs)).toEqual([]);
    const loaders = [...new Set(IMPORTS.flatMap(({ from, to, later }) => (later && needs(to) ? [from] : [])))];
    expect(loaders.toSorted()).toEqual([
      "src/entries/background.ts",
      "src/pages/dashboard/note-sheet.tsx",
      "src/pages/dashboard/timeline.tsx",
      "src/pages/welcome/welcome.tsx",
    ]);
    const unread = SCRIPTS.filter(({ path, code }) => loaders.includes(path) && !code.includes("readSuffixList()"));
    expect(unread.map(({ path }) => path)).toEqual([]);
  });

  test("the test finds database, list and schema behind the background's work", () => {
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
    [
      "the browser's own names, except on the platform",
      outside("platform"),
      /(?<![\w.])(?:chrome|browser)(?:\.|\?\.)\w/,
    ],
    ["HTML from text", SCRIPTS, /innerHTML|outerHTML|insertAdjacentHTML|document\.write|dangerouslySetInnerHTML/],
    ["code from text", SCRIPTS, /\beval\(|new Function\b|setTimeout\(""|setInterval\(""/],
    ["a date in the machine's zone, in place of the user's", SCRIPTS, /\blocalDate\(systemTimeZone\(/],
    ["an any", SCRIPTS, /:\s*any\b|\bas any\b|<any[>,]|\bany\[\]/],
    ["a check that was switched off", SCRIPTS, /@ts-(?:ignore|nocheck|expect-error)/],
  ])("%s", (_what, sources, pattern) => {
    expect(places(sources, pattern)).toEqual([]);
  });

  test("a request to the network, except in the network function, for a file of our own, and in a company's page", () => {
    const network = /(?<![\w.])fetch\(|XMLHttpRequest|sendBeacon|WebSocket|EventSource/;
    const files = ["safe-fetch.ts", "suffix-list.ts", "browser/page-reader.ts"].map((name) => `src/platform/${name}`);
    expect(places(SCRIPTS, network).map((place) => place.split(":")[0])).toEqual(expect.arrayContaining(files));
    expect(
      places(
        SCRIPTS.filter(({ path }) => !files.includes(path)),
        network,
      ),
    ).toEqual([]);
  });

  test("a type assertion outside platform and record", () => {
    // A renamed import or export and the key of a mapped type are not assertions.
    const renames = /^(?:import|export)\s+(?:type\s+)?\{[^}]*\}.*$|\bin keyof \w+ as\b/gm;
    const sources = SCRIPTS.filter(({ path }) => !under("platform")(path) && !under("record")(path));
    const code = sources.map((source) => ({ ...source, code: source.code.replaceAll(renames, "") }));
    expect(places(code, /(?<!\*)\s\bas\s+(?!const\b)[\w({["]|\bas\s*$/)).toEqual([]);
  });

  test("a type assertion in platform or record without a comment that says why", () => {
    const isComment = (line = ""): boolean => /^\s*(?:\/\/|\/?\*)/.test(line);
    const asserted = SCRIPTS.filter(({ path }) => under("platform")(path) || under("record")(path)).flatMap(
      ({ path, text }) => {
        const lines = text.split("\n");
        return lines.flatMap((line, index) => {
          const code = withoutQuotes(withoutComments(line)).replace(/^(?:import|export)\b.*/, "");
          if (isComment(line) || !/\bas\s+(?!const\b)[\w({["]|\bas\s*$/.test(code)) return [];
          return [
            { place: `${path}: ${line.trim()}`, isExplained: / \/\/ /.test(line) || isComment(lines[index - 1]) },
          ];
        });
      },
    );
    expect(asserted.length).toBeGreaterThan(20);
    expect(asserted.filter(({ isExplained }) => !isExplained).map(({ place }) => place)).toEqual([]);
  });

  test("an address with code", () => {
    expect(places(SOURCES, /javascript:(?!.*")|["'`]javascript:/, "text")).toEqual([]);
  });

  test("a physical direction (left, right) in place of start and end, which depend on the language", () => {
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

  test("in entries has at most 60 lines", () => {
    const entries = SCRIPTS.filter(({ path }) => under("entries")(path));
    expect(entries.filter(({ text }) => text.trimEnd().split("\n").length > 60).map(({ path }) => path)).toEqual([]);
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

  test("that is a page belongs to an entry, and runs one module script and no inline code", () => {
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

describe("handlers", () => {
  /** `"edit-notice": reconciled(followed(editNotice, …))`: the command, and the name of the innermost function. */
  const HANDLER = /^ {2}"?([a-z-]+)"?: (?:\w+\()+(\w+)[,)]/gm;
  const handlers = SCRIPTS.filter(({ path }) => under("background/handlers")(path)).flatMap(({ path, text }) =>
    [...text.matchAll(HANDLER)].map(([, command = "", name]) => ({ path, command, name })),
  );

  test("exist for each command, and for nothing else", () => {
    expect(handlers.map(({ command }) => command).toSorted()).toEqual(Object.keys(COMMANDS).toSorted());
  });

  test("run a function with the name of the command", () => {
    const camelCase = (command: string) => command.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
    expect(handlers.filter(({ command, name }) => name !== camelCase(command))).toEqual([]);
  });

  test("that are alone in their file name it after their command", () => {
    const located = handlers.map(({ command, name }) => {
      const declared = new RegExp(`^export (?:async function|const) ${name}\\b`, "m");
      return { command, file: SCRIPTS.find(({ code }) => declared.test(code))?.path ?? "" };
    });
    const alone = located.filter(({ file }) => located.filter((other) => other.file === file).length === 1);
    expect(alone.length).toBeGreaterThan(15);
    expect(alone.filter(({ command, file }) => basename(file) !== `${command}.ts`)).toEqual([]);
  });

  test("are in the file of their commands' subject", () => {
    const declares = ({ path, command }: (typeof handlers)[number]): boolean => {
      const subject = `src/core/commands/${basename(path)}`;
      return new RegExp(`^ {2}"?${command}"?: command\\(`, "m").test(
        SCRIPTS.find((one) => one.path === subject)?.text ?? "",
      );
    };
    expect(handlers.filter((one) => !declares(one))).toEqual([]);
  });
});

test("each folder of unit tests mirrors a folder of src", () => {
  const apart = [
    "tests",
    "tests/e2e",
    "tests/e2e/support",
    "tests/fixtures",
    "tests/fixtures/trees",
    "tests/support",
    "tests/vectors",
  ];
  const folders = readdirSync(join(ROOT, "tests"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath }) => parentPath.slice(ROOT.length + 1).replaceAll("\\", "/"));
  const mirrored = [...new Set(folders)].filter(
    (folder) => !apart.includes(folder) && !folder.startsWith("tests/support/"),
  );
  const sources = new Set([
    ...SOURCES.map(({ path }) => dirname(path)),
    "src/kit/php",
    "src/kit/python",
    "src/kit/wordpress",
  ]);
  expect(mirrored.filter((folder) => !sources.has(folder.replace(/^tests/, "src")))).toEqual([]);
});

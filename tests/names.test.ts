// House rule: an exported name means one thing, so a search for it finds one declaration.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "..");
const SOURCES = readdirSync(join(ROOT, "src"), { recursive: true, encoding: "utf8" })
  .map((path) => path.replaceAll("\\", "/"))
  .filter((path) => /\.tsx?$/.test(path) && !/(?:^|\/)node_modules\//.test(path));

/** A declaration, not a re-export. A schema and its type share a name in one file. */
const EXPORTED =
  /^export (?:declare )?(?:async )?(?:abstract )?(?:function\*?|const|let|class|type|interface|enum) (\w+)/gm;

test("no exported name is declared in two files", () => {
  const homes = new Map<string, Set<string>>();
  for (const path of SOURCES) {
    for (const [, name = ""] of readFileSync(join(ROOT, "src", path), "utf8").matchAll(EXPORTED)) {
      homes.set(name, (homes.get(name) ?? new Set()).add(path));
    }
  }
  expect(homes.size).toBeGreaterThan(500);
  const shared = [...homes].filter(([, paths]) => paths.size > 1);
  expect(shared.map(([name, paths]) => `${name}: ${[...paths].sort().join(", ")}`)).toEqual([]);
});

test("no export renames what another file declares", () => {
  const renamed = SOURCES.filter((path) =>
    /^export (?:type )?\{[^}]*\bas (?!default\b)\w+/m.test(readFileSync(join(ROOT, "src", path), "utf8")),
  );
  expect(renamed).toEqual([]);
});

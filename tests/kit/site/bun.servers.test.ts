// The kit in another runtime than Node: Bun, which scripts/tools.mjs installs into dist/runtimes.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { answersOf, ROOT, TASKS } from "../../support/kit/vector-tasks.ts";

/** The package of this platform contains the program; the main package would need an install script. */
const PACKAGES = join(ROOT, "dist/runtimes/node_modules");

describe("the vectors in Bun", () => {
  let answers = new Map<string, unknown>();
  beforeAll(async () => {
    const [folder = "none"] = readdirSync(join(PACKAGES, "@oven")).filter((name) => name.startsWith("bun-"));
    const bun = join(PACKAGES, "@oven", folder, "bin/bun");
    answers = await answersOf(bun, [join(ROOT, "tests/support/kit/run-vectors-in-bun.ts")]);
  });
  test.each(TASKS)("$name", ({ name, expected }) => {
    expect(answers.get(name)).toEqual(expected);
  });
});

// The mappings as companies get them: the built package, with the README's example in plain Node.
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const run = promisify(execFile);
const root = resolve(import.meta.dirname, "../../..");

test("the README's example runs and prints the stated output", { timeout: 60_000 }, async () => {
  await run(process.execPath, ["scripts/build.mjs", "mappings"], { cwd: root });
  const readme = await readFile(join(root, "src/kit/mappings/README.md"), "utf8");
  const [, example = ""] = /```js\n(.*?)```/s.exec(readme) ?? [];
  const entry = pathToFileURL(join(root, "dist/mappings/kit/mappings/index.js")).href;
  const code = example.replace('"@regards/mappings"', JSON.stringify(entry));
  const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", code]);
  const claims = [...example.matchAll(/console\.log.*? \/\/ (.*)$/gm)].map(([, claim]) => claim);
  expect(stdout.trim().split("\n")).toEqual(claims);
  expect(claims).toHaveLength(3);
});

// npm test: runs all checks from a fresh clone: packages, browsers, format, lint, types, build, store lint, unit, end
// to end. Prints each failure with the command that repeats it, and ends with one line `N passed, N failed`. The exit
// code is 0 only if nothing failed and both browsers ran.
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { failureLine, outcomeOf } from "./test/report.mjs";
import { ensureBrowser, ensurePackages, root, run, vitest } from "./tools.mjs";

// Properties in full: a check before each commit has time for few of their runs.
process.env.THOROUGH = "1";

let passed = 0;
/** Failure lines, printed at the end, since a reader may start at the end of a log. */
const failures = [];

/** Prints the step's name and its duration. */
async function timed(name, work) {
  console.log(`\n— ${name}`);
  const started = Date.now();
  await work();
  console.log(`— ${name}: ${Math.round((Date.now() - started) / 1000)} s`);
}

/** A step that is right or wrong as a whole counts as one test. */
const step = (name, ...args) =>
  timed(name, async () => {
    try {
      await run(process.execPath, args);
      passed++;
    } catch (error) {
      failures.push(failureLine(name, `ended with ${error.code}`, `node ${args.join(" ")}`));
    }
  });

const tests = (suite, file, args, env) =>
  timed(suite, async () => {
    const path = join(root, "dist", file);
    rmSync(path, { force: true });
    Object.assign(process.env, env);
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${path}`];
    const ended = await vitest(...args, ...reporters).then(
      () => true,
      () => false,
    );
    const settings = Object.entries(env).map(([name, value]) => `${name}=${value}`);
    const command = [...settings, "npx vitest run", ...args].join(" ");
    const report = existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : null;
    const outcome = outcomeOf(report, ended, { suite, command, root });
    passed += outcome.passed;
    failures.push(...outcome.failures);
  });

await ensurePackages();
mkdirSync(join(root, "dist"), { recursive: true });
const browsers = { chromium: await ensureBrowser("chromium"), firefox: await ensureBrowser("firefox") };
await step("format and lint", "node_modules/@biomejs/biome/bin/biome", "check", "--error-on-warnings", ".");
await step("types", "node_modules/typescript/bin/tsc");
await step("build", "scripts/build.mjs");
await step("the same bytes wherever it is built", "scripts/test/reproducible.mjs");
const addOn = ["--source-dir", "dist/firefox", "--warnings-as-errors", "--no-config-discovery"];
await step("Firefox add-on lint", "node_modules/web-ext/bin/web-ext.js", "lint", ...addOn);
await tests("unit", "unit.json", [], { THOROUGH: "1" });
for (const [name, path] of Object.entries(browsers)) {
  const suite = `end to end in ${name}`;
  if (path === null) failures.push(failureLine(suite, "the browser is missing", "npm test"));
  else await tests(suite, `e2e-${name}.json`, ["--config", "tests/e2e/vitest.config.ts"], { BROWSER: name });
}
console.log();
for (const failure of failures) console.log(`FAILED ${failure}`);
console.log(`\n${passed} passed, ${failures.length} failed`);
process.exitCode = failures.length === 0 ? 0 : 1;

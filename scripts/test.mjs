// npm test: from nothing to everything. Packages, browsers, format, lint, types, unit, build, store lint, end to end.
// Ends with one line `N passed, N failed`; the exit code is 0 only when nothing failed and both browsers ran.
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { ensureBrowser, ensurePackages, root, run, vitest } from "./tools.mjs";
import { zipOf } from "./zip.mjs";

// Properties in full: a check before each commit has time for few of their runs.
process.env.THOROUGH = "1";

const counts = { passed: 0, failed: 0 };
/** What failed, said once more at the end: a log may be read from there. */
const failures = [];

/** A step that is right or wrong as a whole counts as one test. */
async function step(name, work) {
  console.log(`\n— ${name}`);
  try {
    await work();
    counts.passed++;
  } catch (error) {
    counts.failed++;
    failures.push(`${name}: ${error.message}`);
    console.error(failures.at(-1));
  }
}

/** Vitest's own count; a runner that died before it reported is a failure. */
async function tests(name, config, report) {
  console.log(`\n— ${name}`);
  const file = join(root, "dist", report);
  rmSync(file, { force: true });
  await vitest(...config, "--reporter=default", "--reporter=json", `--outputFile.json=${file}`).catch(() => {});
  if (!existsSync(file)) {
    counts.failed++;
    failures.push(`${name}: the tests did not report`);
    return;
  }
  const { numPassedTests, numFailedTests, success, testResults } = JSON.parse(readFileSync(file, "utf8"));
  for (const { name: path, status, message, assertionResults } of testResults) {
    if (status === "failed" && message !== "") failures.push(`${name}: ${relative(root, path)}: ${firstLine(message)}`);
    for (const { status: outcome, fullName, failureMessages } of assertionResults)
      if (outcome === "failed") failures.push(`${name}: ${fullName}: ${firstLine(failureMessages[0] ?? "")}`);
  }
  counts.passed += numPassedTests;
  counts.failed += numFailedTests;
  if (!success && numFailedTests === 0) counts.failed++;
}

const firstLine = (text) => text.trim().split("\n")[0].slice(0, 300);

const node = (...args) => run(process.execPath, args);

await ensurePackages();
mkdirSync(join(root, "dist"), { recursive: true });
const browsers = { chromium: await ensureBrowser("chromium"), firefox: await ensureBrowser("firefox") };
await step("format and lint", () => node("node_modules/@biomejs/biome/bin/biome", "check", "--error-on-warnings", "."));
await step("types", () => node("node_modules/typescript/bin/tsc"));
await step("build", () => node("scripts/build.mjs"));
await step("packages are byte-identical between builds", async () => {
  const packages = () => ["chrome", "firefox"].map((target) => zipOf(join(root, "dist", target)).toString("base64"));
  const before = packages();
  await node("scripts/build.mjs", "chrome", "firefox");
  if (packages().some((bytes, index) => bytes !== before[index])) throw new Error("two builds differ");
});
await step("Firefox add-on lint", () =>
  node(
    "node_modules/web-ext/bin/web-ext.js",
    "lint",
    "--source-dir",
    "dist/firefox",
    "--warnings-as-errors",
    "--no-config-discovery",
  ),
);
await tests("unit", [], "unit.json");
for (const [name, path] of Object.entries(browsers)) {
  if (path === null) {
    counts.failed++;
    failures.push(`end to end in ${name}: the browser is missing`);
  } else {
    process.env.BROWSER = name;
    await tests(`end to end in ${name}`, ["--config", "tests/e2e/vitest.config.ts"], `e2e-${name}.json`);
  }
}
for (const failure of failures) console.log(`FAILED ${failure}`);
console.log(`\n${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = counts.failed === 0 ? 0 : 1;

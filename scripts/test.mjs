// npm test: installs packages, browsers and servers, builds, and runs all checks: format, lint, types, reproducible
// builds, add-on lint, unit tests, server tests, end-to-end tests. Works from a fresh clone. Prints each failure with the
// command that repeats it, and ends with one line `N passed, N failed`. The exit code is 0 only if nothing failed and both
// browsers ran.
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { failureLine, outcomeOf } from "./test/report.mjs";
import { capture, ensureBrowser, ensurePackages, ensureServers, root, VITEST } from "./tools.mjs";

// Runs each property completely; `npm run check` has time for only a few of its runs.
process.env.THOROUGH = "1";

/** Folder in memory for profiles and databases, which write a gigabyte. Used if the machine has the space. */
const MEMORY = "/dev/shm";
const NEEDED_BYTES = 6e9;
const hasMemory = existsSync(MEMORY) && statfsSync(MEMORY).bavail * statfsSync(MEMORY).bsize > NEEDED_BYTES;
const temporary = mkdtempSync(join(hasMemory ? MEMORY : tmpdir(), "regards-test-"));
// PostgreSQL and Apache run as other users.
chmodSync(temporary, 0o755);
process.env.TMPDIR = temporary;
process.on("exit", () => rmSync(temporary, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 }));

let passed = 0;
/** Failure lines, printed at the end, since a reader may start at the end of a log. */
const failures = [];

/** Runs a program. Prints its output in one piece when it ends, since steps run side by side. Returns its exit code. */
async function ran(name, args, env = {}) {
  const started = Date.now();
  const { code, output } = await capture(process.execPath, args, env);
  console.log(`\n— ${name}\n${output}— ${name}: ${Math.round((Date.now() - started) / 1000)} s`);
  return code;
}

/** Runs a step that passes or fails as a whole, as one test. */
async function step(name, ...args) {
  const code = await ran(name, args);
  if (code === 0) passed++;
  else failures.push(failureLine(name, `ended with ${code}`, `node ${args.join(" ")}`));
}

async function tests(suite, file, { args = [], env }) {
  const path = join(root, "dist", file);
  rmSync(path, { force: true });
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${path}`];
  const code = await ran(suite, [...VITEST, ...args, ...reporters], env);
  const settings = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  const command = [...settings, "npx vitest run", ...args].join(" ");
  const report = existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : null;
  const outcome = outcomeOf(report, code === 0, { suite, command, root });
  passed += outcome.passed;
  failures.push(...outcome.failures);
}

async function endToEnd(name, path) {
  const suite = `end to end in ${name}`;
  if (path === null) failures.push(failureLine(suite, "the browser is missing", "npm test"));
  else
    await tests(suite, `e2e-${name}.json`, {
      args: ["--config", "tests/e2e/vitest.config.ts"],
      env: { BROWSER: name },
    });
}

/** Runs all checks without a browser, one after the other. */
async function withoutBrowser() {
  await step("format and lint", "node_modules/@biomejs/biome/bin/biome", "check", "--error-on-warnings", ".");
  await step("types", "node_modules/typescript/bin/tsc");
  await step("reproducible builds", "scripts/test/reproducible.mjs");
  const addOn = ["--source-dir", "dist/firefox", "--warnings-as-errors", "--no-config-discovery"];
  await step("Firefox add-on lint", "node_modules/web-ext/bin/web-ext.js", "lint", ...addOn);
  await tests("unit", "unit.json", { args: ["--project", "!servers"], env: { THOROUGH: "1" } });
}

/** Tests with real servers: Apache, rclone, PostgreSQL, PHP, Python. */
const withServers = () => tests("servers", "servers.json", { args: ["--project", "servers"], env: { THOROUGH: "1" } });

await ensurePackages();
mkdirSync(join(root, "dist"), { recursive: true });
const chromium = await ensureBrowser("chromium");
const firefox = await ensureBrowser("firefox");
await ensureServers();
await step("build", "scripts/build.mjs");
// Two lanes of about the same duration keep two cores busy. Measured: three lanes take as long.
await Promise.all([
  endToEnd("firefox", firefox).then(withServers),
  withoutBrowser().then(() => endToEnd("chromium", chromium)),
]);
console.log();
for (const failure of failures) console.log(`FAILED ${failure}`);
console.log(`\n${passed} passed, ${failures.length} failed`);
process.exitCode = failures.length === 0 ? 0 : 1;

// npm run bench: measures the built extension in a real Chromium, each figure with its reference in the same run.
// `--json` prints one object on standard output, `--quick` repeats less often, `--only=load,popup` selects parts,
// `--rows=10000000` sets the number of rows that the receiver's tables get before its last measurement.
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { productOf } from "./bench/browser.mjs";
import { ON_REQUEST, PARTS } from "./bench/parts.mjs";
import { startSite } from "./bench/site.mjs";
import { judged, tableOf } from "./bench/table.mjs";
import { findBrowser, root } from "./tools.mjs";

const json = process.argv.includes("--json");
const quick = process.argv.includes("--quick");
const only = process.argv
  .find((argument) => argument.startsWith("--only="))
  ?.slice("--only=".length)
  .split(",");
const rows = rowsOf(process.argv.find((argument) => argument.startsWith("--rows="))?.slice("--rows=".length));
const say = (text) => console.error(`${new Date().toISOString().slice(11, 19)}  ${text}`);

/** Null without the option. */
function rowsOf(text) {
  if (text === undefined) return null;
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 1) throw new Error("--rows must be a number such as 1000000");
  return number;
}

/** Redirects all output of the child to standard error. */
const prepare = (...targets) =>
  new Promise((done, fail) => {
    const child = spawn(process.execPath, [join(root, "scripts/bench/prepare.mjs"), ...targets], {
      stdio: ["inherit", 2, 2],
    });
    child.on("error", fail);
    child.on("exit", (code) => (code === 0 ? done() : fail(new Error("packages, browser or build are missing"))));
  });

const started = Date.now();
say("building");
await prepare("chrome");
const folder = mkdtempSync(join(tmpdir(), "regards-bench-"));
const build = join(folder, "build");
cpSync(join(root, "dist/chrome"), build, { recursive: true });

const clean = () => rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
for (const signal of ["SIGINT", "SIGTERM"])
  process.on(signal, () => {
    // The browsers end when their pipe closes.
    clean();
    process.exit(130);
  });
const site = await startSite();
const results = [];
const faults = [];
const program = findBrowser("chromium");
const browser = await productOf(program, folder);
for (const [name, measure] of Object.entries({ ...PARTS, ...ON_REQUEST })) {
  if (only === undefined ? Object.hasOwn(ON_REQUEST, name) : !only.includes(name)) continue;
  const add = (row) => results.push(judged({ part: name, ...row }));
  await measure({ program, folder, build, site, quick, rows, add, say }).catch((error) => {
    faults.push({ part: name, fault: error.message });
    console.error(error);
  });
}
site.close();
clean();

const [{ model }] = cpus();
const facts = {
  date: new Date().toISOString(),
  browser,
  machine: `${cpus().length} cores, ${model}`,
  minutes: Math.round((Date.now() - started) / 6000) / 10,
  quick,
};
if (json) console.log(JSON.stringify({ ...facts, rows: results, faults }));
else console.log(tableOf(facts, results, faults));
process.exitCode = faults.length === 0 ? 0 : 1;

// Builds the extension for both browsers into dist/chrome and dist/firefox, and the companies' SDK into dist/sdk.
import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root, run, runWithout } from "./tools.mjs";

const SITE = join(root, "src/kit/site");
const SDK = join(root, "dist/sdk");

/**
 * Lines of crxjs that no option silences: it reports progress at every log level, and passes the bundler two options
 * for content scripts of which one disables the other.
 */
const EXPECTED = [
  /^\[crx:content-scripts-iife\] (?:Building \d+ content script|IIFE build complete)/,
  /^ {2}✓ \S+\.ts → /,
  /WARN {2}inlineDynamicImports option is ignored because codeSplitting: false is set\.$/,
];

export async function build(targets = ["chrome", "firefox", "sdk"]) {
  for (const target of targets) {
    if (target === "sdk") await buildSdk();
    else
      await runWithout(EXPECTED, ["node_modules/vite/bin/vite.js", "build", "--logLevel", "warn"], { TARGET: target });
  }
}

/** dist/sdk is the package that companies install: its package.json makes Node read every file below as a module. */
async function buildSdk() {
  rmSync(SDK, { recursive: true, force: true });
  await run(process.execPath, ["node_modules/typescript/bin/tsc", "-p", join(SITE, "tsconfig.json")]);
  for (const file of ["package.json", "README.md"]) cpSync(join(SITE, file), join(SDK, file));
  cpSync(join(root, "LICENSE"), join(SDK, "LICENSE"));
}

if (import.meta.filename === process.argv[1]) await build(process.argv.length > 2 ? process.argv.slice(2) : undefined);

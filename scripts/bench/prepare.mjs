// Packages, browser and build. A program of its own, so that what npm and the build print can go to standard error.
import { build } from "../build.mjs";
import { ensureBrowser, ensurePackages } from "../tools.mjs";

await ensurePackages();
if ((await ensureBrowser("chromium")) === null) process.exit(1);
await build(process.argv.slice(2));

// Installs packages and a browser, and builds. A separate program, so that the output of npm and the build can be sent
// to standard error.
import { build } from "../build.mjs";
import { ensureBrowser, ensurePackages } from "../tools.mjs";

await ensurePackages();
if ((await ensureBrowser("chromium")) === null) process.exit(1);
await build(process.argv.slice(2));

// npm run test:wordpress: tests the plugin in a real WordPress with MariaDB on loopback, with the real extension in both
// browsers. Installs WordPress and MariaDB by apt on Debian as root. BROWSER=chromium|firefox selects one.
import { build } from "./build.mjs";
import { ensureBrowser, ensurePackages, ensureWordPress, vitest } from "./tools.mjs";

await ensurePackages();
await ensureWordPress();
const names = process.env.BROWSER === undefined ? ["chromium", "firefox"] : [process.env.BROWSER];
for (const name of names) await ensureBrowser(name);
await build([...names.map((name) => (name === "chromium" ? "chrome" : name)), "wordpress"]);
process.env.WORDPRESS = "1";
for (const name of names) {
  process.env.BROWSER = name;
  await vitest("--config", "tests/e2e/vitest.config.ts", "tests/e2e/wordpress.e2e.ts");
}

// npm start: builds, and opens a real browser with Regards and two demo companies. Needs only Node. `npm start --
// --once` walks through the main job headless, prints each step, and ends.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "./build.mjs";
import { startBrowser } from "./devtools.mjs";
import { ensureBrowser, ensurePackages, root } from "./tools.mjs";
import { walk } from "./walk.mjs";

const once = process.argv.includes("--once");
const extension = join(root, "dist/chrome");

await ensurePackages();
const program = await ensureBrowser("chromium");
if (program === null) {
  console.error("Or load dist/chrome by hand: see the README. It is built by: npm run build");
  process.exit(1);
}
console.log("Building …");
await build(["chrome", "sdk"]);

const { createNorthbank } = await import("../examples/northbank/server.mjs");
const { createPlainshop } = await import("../examples/plainshop/server.mjs");
const [bank, shop] = [createNorthbank(), createPlainshop()];
const listen = (server, port) =>
  new Promise((done, fail) => server.once("error", fail).listen(port, "127.0.0.1", () => done(server.address().port)));
/** Tries the usual port. Takes any free one if another program uses it. */
const anyPort = (server, port) => listen(server, port).catch(() => listen(server, 0));
const bankUrl = `http://northbank.localhost:${once ? await listen(bank, 0) : await anyPort(bank, 8787)}/`;
const shopUrl = `http://plainshop.localhost:${once ? await listen(shop, 0) : await anyPort(shop, 8788)}/`;

const profile = mkdtempSync(join(tmpdir(), "regards-profile-"));
const noDisplay = process.platform === "linux" && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY;
const headless = once || noDisplay;
const clean = () => {
  bank.close();
  shop.close();
  bank.closeAllConnections();
  shop.closeAllConnections();
  rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
};

if (once) {
  const seen = await walk({ program, profile, extension, bankUrl, shopUrl }).catch((error) => error);
  clean();
  console.log(
    seen instanceof Error ? `The main job failed: ${seen.message}` : `The main job works: ${seen} steps seen.`,
  );
  process.exit(seen instanceof Error ? 1 : 0);
}

const browser = await startBrowser(program, { profile, headless });
const { product } = await browser.send("Browser.getVersion");
const { id } = await browser.send("Extensions.loadUnpacked", { path: extension });
await browser.send("Target.createTarget", { url: shopUrl });
await browser.send("Target.createTarget", { url: bankUrl });
console.log(`${product} ${headless ? "runs without a window (no display found)" : "is open"}, with Regards (${id}).`);
console.log(`A bank that takes part:      ${bankUrl}`);
console.log(`A shop that does not:        ${shopUrl}`);
console.log(
  headless
    ? "To see the main job walked through: npm start -- --once"
    : "Press the Regards button (behind the puzzle piece) on the bank’s page.",
);
console.log("Ctrl-C ends it; the throwaway profile goes with it.");
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, browser.stop);
await browser.ended;
clean();
process.exit(0);

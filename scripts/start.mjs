// npm start: builds, and opens a real browser with Regards and three demo companies. Needs only Node. `npm start --
// --once` walks through the main job headless, prints each step, and ends.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "./build.mjs";
import { startBrowser } from "./devtools.mjs";
import { ensureBrowser, ensurePackages, root } from "./tools.mjs";
import { walk } from "./walk.mjs";
import { walkPlan } from "./walk-plan.mjs";
import { walkSync } from "./walk-sync.mjs";

const once = process.argv.includes("--once");
const extension = join(root, "dist/chrome");

await ensurePackages();
const program = await ensureBrowser("chromium");
if (program === null) {
  console.error("Or run `npm run build`, and load dist/chrome by hand (see the README).");
  process.exit(1);
}
console.log("Building …");
await build(["chrome", "sdk", "receiver"]);

const { createNorthbank } = await import("../examples/northbank/server.mjs");
const { createLarkmoor } = await import("../examples/larkmoor/server.mjs");
const { createPlainshop } = await import("../examples/plainshop/server.mjs");
const { createWebDav } = await import("../examples/webdav/server.mjs");
const [bank, park, shop, cloud] = [createNorthbank(), await createLarkmoor(), createPlainshop(), createWebDav()];
const listen = (server, port) =>
  new Promise((done, fail) => server.once("error", fail).listen(port, "127.0.0.1", () => done(server.address().port)));
/** Tries the usual port. Takes any free one if another program uses it. */
const anyPort = (server, port) => listen(server, port).catch(() => listen(server, 0));
const bankUrl = `http://northbank.localhost:${once ? await listen(bank, 0) : await anyPort(bank, 8787)}/`;
const parkUrl = `http://larkmoor.localhost:${once ? await listen(park, 0) : await anyPort(park, 8790)}/`;
const shopUrl = `http://plainshop.localhost:${once ? await listen(shop, 0) : await anyPort(shop, 8788)}/`;
const cloudPort = once ? await listen(cloud, 0) : await anyPort(cloud, 8789);
const folder = { address: `http://127.0.0.1:${cloudPort}/dav/`, user: "demo", password: "demo" };

const profile = mkdtempSync(join(tmpdir(), "regards-profile-"));
const noDisplay = process.platform === "linux" && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY;
const headless = once || noDisplay;
const clean = () => {
  for (const server of [bank, park, shop, cloud]) {
    server.close();
    server.closeAllConnections();
  }
  rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
};

if (once) {
  let steps = 0;
  const saw = (text) => console.log(`${String(++steps).padStart(2)}  ${text}`);
  const profiles = ["first", "second"].map((name) => join(profile, name));
  const fault = await walk({ program, profile: join(profile, "main"), extension, bankUrl, shopUrl, saw })
    .then(() => walkPlan({ program, profile: join(profile, "main"), extension, parkUrl, saw }))
    .then(() => walkSync({ program, profiles, extension, folder, saw }))
    .catch((error) => error);
  clean();
  console.log(fault instanceof Error ? `The walk failed: ${fault.message}` : `Everything works: ${steps} steps.`);
  process.exit(fault instanceof Error ? 1 : 0);
}

const browser = await startBrowser(program, { profile, headless });
const { product } = await browser.send("Browser.getVersion");
const { id } = await browser.send("Extensions.loadUnpacked", { path: extension });
await browser.send("Target.createTarget", { url: shopUrl });
await browser.send("Target.createTarget", { url: parkUrl });
await browser.send("Target.createTarget", { url: bankUrl });
console.log(`${product} ${headless ? "runs without a window (no display found)" : "is open"}, with Regards (${id}).`);
console.log(`A bank that takes part:      ${bankUrl}`);
console.log(`A theme park with plans:     ${parkUrl}`);
console.log(`A shop that does not:        ${shopUrl}`);
console.log(`A folder to try sync with:   ${folder.address} (user demo, password demo)`);
console.log(
  headless
    ? "For a walk through the main job: npm start -- --once"
    : "Press the Regards button (behind the puzzle piece) on the bank’s page.",
);
console.log("Ctrl-C closes the browser and deletes its temporary profile.");
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, browser.stop);
await browser.ended;
clean();
process.exit(0);

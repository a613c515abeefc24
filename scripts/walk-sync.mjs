// Walks through sync in two headless browsers: one creates an encrypted copy in a WebDAV folder, the other joins and sees
// its edit.
import { startBrowser, until } from "./devtools.mjs";

const SYNC = "src/entries/dashboard/index.html#/settings/sync";
const TIMELINE = "src/entries/dashboard/index.html#/timeline";

/** `saw` prints a step. `folder`: address, user and password of the WebDAV folder. */
export async function walkSync({ program, profiles, extension, folder, saw }) {
  const start = (profile) => startDevice({ program, profile, extension, folder });
  const [first, second] = await Promise.all(profiles.map(start));
  try {
    const { page, words } = await createCopy(first, folder);
    saw("Sync: a browser stores an encrypted copy in a WebDAV folder.");
    const other = await joinCopy(second, folder, words);
    saw("A second browser joined with the six words.");

    await tell(page, "rate-visit", { company: "plainshop.localhost", value: 2 });
    await tell(page, "sync-now", {});
    await tell(other, "sync-now", {});
    const timeline = await second.browser.open(second.root + TIMELINE);
    saw(
      `Rated in the first browser, on the timeline of the second: ${(await timeline.see("timeline-feeling")).trim()}`,
    );
  } finally {
    await Promise.all([first.browser.close(), second.browser.close()]);
  }
}

/** Creates an encrypted copy through the interface. Returns the page and the passphrase. Calls `device.onStart` before the start. */
export async function createCopy(device, folder) {
  const page = await connect(device, folder);
  const words = await until("the passphrase", async () => {
    const text = (await page.see("sync-pass-words")).trim();
    return text.split(" ").length === 6 && text;
  });
  await page.click("sync-pass-continue");
  await page.fill("sync-kit-typed", await page.see("sync-sheet-code"));
  await page.click("sync-kit-finish");
  await nameDevice(page, "First browser", device.onStart);
  return { page, words };
}

/** Joins the only copy in the folder. Returns the page. */
export async function joinCopy(device, folder, words) {
  const page = await connect(device, folder);
  await page.click("sync-found-join");
  await page.fill("sync-join-secret", words);
  await page.click("sync-join-open");
  await nameDevice(page, "Second browser", device.onStart);
  return page;
}

/** A headless browser with the extension and the permission for the folder's server. */
export async function startDevice({ program, profile, extension, folder }) {
  const browser = await startBrowser(program, { profile, headless: true });
  const { id } = await browser.send("Extensions.loadUnpacked", { path: extension });
  // Headless mode has no permission dialog: grants beforehand. The button still asks.
  const settings = await browser.open("chrome://extensions/");
  const host = JSON.stringify(`http://${new URL(folder.address).hostname}/*`);
  await settings.evaluate(`chrome.developerPrivate.addHostPermission(${JSON.stringify(id)}, ${host})`);
  return { browser, root: `chrome-extension://${id}/` };
}

async function connect({ browser, root }, { address, user, password }) {
  const page = await browser.open(root + SYNC);
  await page.click("sync-set-up");
  await page.click("sync-where-webdav");
  await page.pick("sync-webdav-provider", "own");
  await page.fill("sync-webdav-address", address);
  await page.fill("sync-webdav-user", user);
  await page.fill("sync-webdav-password", password);
  await page.click("sync-webdav-connect");
  return page;
}

async function nameDevice(page, name, onStart) {
  await page.fill("sync-device-name", name);
  onStart?.();
  await page.click("sync-device-start");
  await page.see("sync-state-text");
}

/** Sends a command like one of our windows. Returns its answer. */
export async function tell(page, command, payload) {
  const { value, error } = await page.evaluate(
    `chrome.runtime.sendMessage(${JSON.stringify({ command, payload })}).then((reply) => reply)`,
  );
  if (error !== undefined) throw new Error(`${command}: ${error.message}`);
  return value;
}

// The set-up of sync through the interface, as a user does it.
import type { SyncReport } from "../../../src/core/commands/sync.ts";
import { dashboard } from "./demo.ts";
import type { Surface, Tab, TestBrowser } from "./driver.ts";
import { tell } from "./record.ts";
import { until } from "./wait.ts";

export interface Place {
  url: string;
  user: string;
  password: string;
}

/** Opens the page, connects the place and allows the browser's question. */
async function connect(browser: TestBrowser, place: Place): Promise<Tab> {
  const page = await typePlace(browser, place);
  await pressConnect(browser, { page, place }, "allow");
  return page;
}

/** Presses Connect and answers the browser's question. */
export async function pressConnect(
  browser: TestBrowser,
  { page, place }: { page: Tab; place: Place },
  answer: "allow" | "refuse",
): Promise<void> {
  const { protocol, hostname } = new URL(place.url);
  await browser.permission(answer, `${protocol}//${hostname}/*`);
  await page.click("sync-webdav-connect");
  await browser.permissionAnswered();
}

/** Opens the page and types the place. */
export async function typePlace(browser: TestBrowser, place: Place): Promise<Tab> {
  const page = await dashboard(browser, "settings/sync");
  await page.click("sync-set-up");
  await page.click("sync-where-webdav");
  await page.select("sync-webdav-provider", "own");
  await page.type("sync-webdav-address", place.url);
  await page.type("sync-webdav-user", place.user);
  await page.type("sync-webdav-password", place.password);
  return page;
}

/**
 * The recovery kit derives a key from the passphrase, which takes a second and 256 MB, and several times as long
 * beside other browsers.
 */
export const kitShown = (page: Surface): Promise<unknown> =>
  until("the recovery kit", async () => (await page.count("sync-sheet-code")) > 0, KEY_MILLISECONDS);

const KEY_MILLISECONDS = 60_000;

/** Creates a vault and starts. Returns the page and the passphrase. */
export async function createVault(browser: TestBrowser, place: Place): Promise<{ page: Tab; passphrase: string }> {
  const page = await connect(browser, place);
  await page.element("sync-pass-words");
  await page.waitFor(
    () => (document.querySelector('[data-testid="sync-pass-words"]')?.textContent ?? "").split(" ").length === 6,
  );
  await page.click("sync-pass-continue");
  await kitShown(page);
  const passphrase = await page.text("sync-sheet-passphrase");
  await page.type("sync-kit-typed", await page.text("sync-sheet-code"));
  await page.click("sync-kit-finish");
  await startDevice(page, browser.name);
  return { page, passphrase };
}

/** Makes a new key after a device was lost. Returns the new passphrase. */
export async function replaceKey(page: Tab, passphrase: string): Promise<string> {
  await page.click("sync-lost-device");
  await page.type("sync-present-secret", passphrase);
  await page.waitFor(
    () => (document.querySelector('[data-testid="sync-pass-words"]')?.textContent ?? "").split(" ").length === 6,
  );
  await page.click("sync-lost-make");
  await kitShown(page);
  const fresh = await page.text("sync-sheet-passphrase");
  await page.type("sync-kit-typed", await page.text("sync-sheet-code"));
  await page.click("sync-kit-finish");
  await page.waitFor(() => document.querySelector('[data-testid="sync-kit-finish"]') === null);
  await syncedPage(page);
  return fresh;
}

/** Joins the only vault of the place. */
export async function joinVault(browser: TestBrowser, place: Place, secret: string): Promise<Tab> {
  const page = await connect(browser, place);
  await page.click("sync-found-join");
  await page.type("sync-join-secret", secret);
  await page.click("sync-join-open");
  await startDevice(page, browser.name);
  return page;
}

async function startDevice(page: Tab, name: string): Promise<void> {
  await page.type("sync-device-name", name);
  await page.click("sync-device-start");
  await syncedPage(page);
}

const isSynced = (page: Tab) =>
  page.evaluate(() => {
    const shown = document.querySelector('[data-testid="sync-state-text"]');
    if (shown?.getAttribute("data-state") === "synced") return true;
    throw new Error(document.body.innerText.replaceAll("\n", " ").slice(-600));
  });

/** Waits until the page says that all is synced. A failure says what the page shows. */
export const syncedPage = (page: Tab): Promise<boolean> => until("the end of the sync", () => isSynced(page), 30_000);

/** Presses "Sync now", and waits for the end of that sync. */
export async function syncNow(browser: TestBrowser, page: Tab): Promise<void> {
  const look = async () => (await tell(browser.extension, "look-at-sync")).value as SyncReport;
  const before = (await look()).lastSyncedAt ?? 0;
  await page.click("sync-now");
  await until("the end of the sync", async () => {
    const { state, lastSyncedAt, problem } = await look();
    if (problem !== null) throw new Error(problem.code);
    return state === "synced" && (lastSyncedAt ?? 0) > before;
  });
}

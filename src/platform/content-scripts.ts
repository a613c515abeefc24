// The one content script, registered for granted hosts only and made equal to what it should be.
import { permissionFor } from "../core/host.ts";
import { browser } from "./browser.ts";

const ID = "signal";

/** What the browser has registered as far as this worker knows; null until it has looked. */
let registered: string | null = null;

/** The next update looks at what the browser has. */
export const forgetContentScript = (): void => {
  registered = null;
};

/** Idempotent. `file` is the built script's path from the package root, with a leading slash (Firefox needs it). */
export async function ensureContentScript(hosts: readonly string[], file: string): Promise<void> {
  const matches = [...new Set(hosts.map(permissionFor))].sort();
  const wanted = fingerprint(matches, [file]);
  if (registered === wanted) return;
  registered = null;
  await register(matches, file);
  registered = wanted;
}

async function register(matches: string[], file: string): Promise<void> {
  const [held] = await browser.scripting.getRegisteredContentScripts({ ids: [ID] });
  if (matches.length === 0) {
    if (held !== undefined) await browser.scripting.unregisterContentScripts({ ids: [ID] });
    return;
  }
  if (held !== undefined && fingerprint(held.matches, held.js) === fingerprint(matches, [file])) return;
  const script = { id: ID, matches, js: [file], runAt: "document_start" as const, allFrames: false };
  if (held === undefined) await browser.scripting.registerContentScripts([{ ...script, persistAcrossSessions: true }]);
  else await browser.scripting.updateContentScripts([script]);
}

/** Where the script runs and which file it is; browsers may drop the leading slash. */
const fingerprint = (matches: readonly string[] = [], files: readonly string[] = []): string =>
  JSON.stringify([[...matches].sort(), files.map((file) => file.replace(/^\//, ""))]);

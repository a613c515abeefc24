// Registered content scripts, each under its own id. Updates are idempotent: they replace a script only if it differs.
import { permissionFor } from "../../core/companies/host.ts";
import { browser, type Scripting } from "./browser.ts";

type Script = Scripting.RegisteredContentScript;

/** Cache by script id: the hosts of the last registration. Most edits change none of them. */
const lastHosts = new Map<string, { hosts: readonly string[]; file: string }>();

/** Cache by script id: fingerprint of the browser's registered script. Absent until read, and after a failed update. */
const registered = new Map<string, string>();

/** Clears both caches: the next update reads the browser's scripts again. */
export const forgetContentScripts = (): void => {
  lastHosts.clear();
  registered.clear();
};

/**
 * The script that answers granted hosts. Idempotent. `file` is the built script's path from the package root, with a
 * leading slash (Firefox needs it). Not `lasting`: a second script, for hosts whose grant has an end; the browser drops
 * it when it closes.
 */
export async function ensureContentScript(hosts: readonly string[], file: string, lasting = true): Promise<void> {
  const id = lasting ? "signal" : "signal-ending";
  const last = lastHosts.get(id);
  const same = last?.file === file && last.hosts.length === hosts.length;
  if (same && hosts.every((host, index) => host === last.hosts[index])) return;
  lastHosts.delete(id);
  const matches = [...new Set(hosts.map(permissionFor))].sort();
  const script = { id, matches, js: [file], runAt: "document_start" as const, allFrames: false };
  await ensureScript(id, matches.length === 0 ? null : { ...script, persistAcrossSessions: lasting });
  lastHosts.set(id, { hosts, file });
}

/**
 * Idempotent; null removes the script. Absent members must be passed as empty ones, or an update keeps the old ones. If
 * the browser refuses the script, removes it and throws.
 */
export async function ensureScript(id: string, script: Script | null): Promise<void> {
  const wanted = fingerprint(script);
  if (registered.get(id) === wanted) return;
  registered.delete(id);
  const [held] = await browser.scripting.getRegisteredContentScripts({ ids: [id] });
  if (fingerprint(held ?? null) !== wanted) {
    try {
      await replace(id, held, script);
    } catch (error) {
      if (held !== undefined) await browser.scripting.unregisterContentScripts({ ids: [id] });
      throw error;
    }
  }
  registered.set(id, wanted);
}

async function replace(id: string, held: Script | undefined, script: Script | null): Promise<void> {
  if (script === null) await browser.scripting.unregisterContentScripts({ ids: [id] });
  else if (held !== undefined) await browser.scripting.updateContentScripts([script]);
  else await browser.scripting.registerContentScripts([{ persistAcrossSessions: true, ...script }]);
}

/** Only the members that we set: browsers add members, sort patterns, and may drop the leading slash. */
function fingerprint(script: Script | null): string {
  if (script === null) return "none";
  const { matches, excludeMatches, js, world, allFrames, matchOriginAsFallback } = script;
  return JSON.stringify([
    [...(matches ?? [])].sort(),
    [...(excludeMatches ?? [])].sort(),
    (js ?? []).map((file) => file.replace(/^\//, "")),
    [world ?? "ISOLATED", allFrames ?? false, matchOriginAsFallback ?? false],
  ]);
}

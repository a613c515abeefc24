// Content scripts of the extension, each registered under a name of its own and updated to its wanted state.
import { permissionFor } from "../../core/companies/host.ts";
import { browser, type Scripting } from "./browser.ts";

type Script = Scripting.RegisteredContentScript;

/** Hosts of each script's last registration: most edits change none of them. */
const madeFor = new Map<string, { hosts: readonly string[]; file: string }>();

/** Scripts that the browser has registered, by name, as far as this worker knows. Absent until read. */
const registered = new Map<string, string>();

/** The next update reads the browser's registrations again. */
export const forgetContentScripts = (): void => {
  madeFor.clear();
  registered.clear();
};

/**
 * The script that answers granted hosts. Idempotent. `file` is the built script's path from the package root, with a
 * leading slash (Firefox needs it). Hosts with an end have a script of their own, which is gone with the browser.
 */
export async function ensureContentScript(hosts: readonly string[], file: string, lasting = true): Promise<void> {
  const id = lasting ? "signal" : "signal-ending";
  const last = madeFor.get(id);
  const same = last?.file === file && last.hosts.length === hosts.length;
  if (same && hosts.every((host, index) => host === last.hosts[index])) return;
  madeFor.delete(id);
  const matches = [...new Set(hosts.map(permissionFor))].sort();
  const script = { id, matches, js: [file], runAt: "document_start" as const, allFrames: false };
  await ensureScript(id, matches.length === 0 ? null : { ...script, persistAcrossSessions: lasting });
  madeFor.set(id, { hosts, file });
}

/**
 * Idempotent; null removes the script. An absent member must be passed empty, or an update keeps the old one. If the
 * browser refuses the script, removes it and throws.
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

/** Where the script runs, and which file; browsers add members, sort patterns and may drop the leading slash. */
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

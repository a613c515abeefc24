// Finds out whether an address works as a WebDAV folder, by using it: writes a file, reads it back, and deletes it.
import { RemoteFault, type RemoteFaultCode } from "../../core/sync/remote-store.ts";
import type { WebDavSettings } from "../../core/sync/store-settings.ts";
import { addressForms, parentOf, typedUrl } from "./address-forms.ts";
import { exposureOf } from "./own-network.ts";
import { hasPlacePermission } from "./permission.ts";
import { tryOut } from "./try-out.ts";
import { DavFolder } from "./webdav.ts";
import { davSender, folderUrl, type IsPermitted } from "./webdav-request.ts";

/** Verdicts; the interface has a sentence and a next step for each. */
export const PROBE_CODES = [
  "ok",
  /** Not a web address. Type it again. */
  "bad-address",
  /** Unencrypted, on the internet. Use https. */
  "insecure",
  /** Unencrypted, on the user's own network. Allow it? */
  "confirm-insecure",
  /** The browser does not permit requests to the server yet. Ask in a click. */
  "no-permission",
  /** This machine has no network. */
  "offline",
  /** No answer: a typing error, a server that is off, or a certificate that the browser refuses. Open it in a tab. */
  "unreachable",
  "timeout",
  /** Wrong user name or password, or an account that needs a password for apps. */
  "unauthorized",
  /** The server accepts only digest authentication. Switch basic authentication on there. */
  "digest-only",
  /** The server answers, and the folder does not exist. Create it? */
  "no-folder",
  /** The folder can be read but not written. */
  "read-only",
  /** A web server without WebDAV at this address (405), with and without a trailing slash. */
  "method-refused",
  /** A page, a login form, a captive portal, or another address. */
  "not-a-store",
  "full",
  "rate-limited",
  /** Locked or overloaded. Try again later. */
  "busy",
  /** The server acknowledged a file and returned another content. */
  "not-stored",
  "server",
] as const;
export type ProbeCode = (typeof PROBE_CODES)[number];

export interface ProbeVerdict {
  code: ProbeCode;
  /** With "ok", "no-folder" and faults after the first answer: the address to store. Else the typed address in full. */
  address: string;
  retryAfterSeconds: number | null;
  /** Vaults in the folder, if it is "ok". */
  vaults: string[];
}

export async function probeWebDav(
  settings: WebDavSettings,
  isPermitted: IsPermitted = hasPlacePermission,
): Promise<ProbeVerdict> {
  const typed = typedUrl(settings.address);
  if (typed === null) return verdict("bad-address", settings.address);
  const exposure = exposureOf(typed);
  if (exposure === "anywhere") return verdict("insecure", typed.href);
  if (exposure === "network" && settings.insecure !== true) return verdict("confirm-insecure", typed.href);
  if (!(await isPermitted(typed.href))) return verdict("no-permission", typed.href);
  let best: ProbeVerdict | null = null;
  for (const { address, guessed } of addressForms(typed, settings.user)) {
    const { found, isFinal, isStore } = await probeAddress({ ...settings, address }, isPermitted);
    if (guessed ? isStore : isFinal) return found;
    if (!guessed) best = moreHelpful(best, found);
  }
  return best ?? verdict("not-a-store", typed.href);
}

/** Codes after which another variant of the address is worth a try. */
const INCONCLUSIVE: readonly ProbeCode[] = ["not-a-store", "method-refused", "no-folder"];

/** The more helpful of two inconclusive verdicts. */
const moreHelpful = (one: ProbeVerdict | null, other: ProbeVerdict): ProbeVerdict =>
  one === null || INCONCLUSIVE.indexOf(other.code) > INCONCLUSIVE.indexOf(one.code) ? other : one;

const verdict = (code: ProbeCode, address: string, more: Partial<ProbeVerdict> = {}): ProbeVerdict => ({
  retryAfterSeconds: null,
  vaults: [],
  ...more,
  code,
  address,
});

/**
 * The verdict about one variant of the address. `isFinal`: no other variant can do better. `isStore`: the address is a
 * store, or wants another password.
 */
async function probeAddress(
  settings: WebDavSettings,
  isPermitted: IsPermitted,
): Promise<{ found: ProbeVerdict; isFinal: boolean; isStore: boolean }> {
  const { address } = settings;
  const folder = new DavFolder(folderUrl(settings), davSender(settings, isPermitted));
  let vaults: string[] | null = null;
  try {
    vaults = await folder.vaults();
    if (vaults === null) return open(verdict(await missingCode(settings, isPermitted), address));
    return {
      found: verdict((await tryOut(folder)) ? "ok" : "not-stored", address, { vaults }),
      isFinal: true,
      isStore: true,
    };
  } catch (error) {
    const retryAfterSeconds = error instanceof RemoteFault ? error.retryAfterSeconds : null;
    const found = verdict(codeOf(error), address, { retryAfterSeconds });
    if (vaults !== null) return { found, isFinal: true, isStore: true };
    return { ...open(found), isStore: error instanceof RemoteFault && error.detail === "PROPFIND 401" };
  }
}

const open = (found: ProbeVerdict) => ({ found, isFinal: !INCONCLUSIVE.includes(found.code), isStore: false });

/** Limit of folders above a missing one that are checked. */
const MOST_STEPS = 4;

/**
 * "no-folder" if a folder above the missing one is, or may be, a WebDAV folder; else the address is no store at all.
 */
async function missingCode(settings: WebDavSettings, isPermitted: IsPermitted): Promise<ProbeCode> {
  const send = davSender(settings, isPermitted);
  let url = parentOf(folderUrl(settings));
  for (let step = 0; url !== null && step < MOST_STEPS; step++, url = parentOf(url)) {
    const code = await new DavFolder(url, send).entries("").then(
      (entries) => (entries === null ? "missing" : "found"),
      (error: unknown) => codeOf(error),
    );
    if (code === "found" || code === "unauthorized") return "no-folder";
    if (code !== "missing") return code;
  }
  return "not-a-store";
}

const CODES: Readonly<Partial<Record<RemoteFaultCode, ProbeCode>>> = {
  exists: "not-stored",
  truncated: "not-stored",
  "too-large": "not-a-store",
};

function codeOf(error: unknown): ProbeCode {
  if (!(error instanceof RemoteFault)) return "server";
  if (error.detail === "PROPFIND 405") return "method-refused";
  if (error.code === "offline") return globalThis.navigator?.onLine === false ? "offline" : "unreachable";
  const code = CODES[error.code] ?? error.code;
  return PROBE_CODES.find((known) => known === code) ?? "server";
}

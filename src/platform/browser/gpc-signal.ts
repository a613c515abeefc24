// Global Privacy Control in the browser: header rules, and a script in the page's own world for the property.
import { EVERY_SITE } from "../../core/companies/host.ts";
import { exceptionHosts, GPC_HEADER, GPC_VALUE } from "../../core/gpc/gpc.ts";
import { eachOf } from "../each.ts";
import { type DeclarativeNetRequest, isFirefox } from "./browser.ts";
import { ensureScript } from "./content-scripts.ts";
import { ensureRules, type HeaderRule, RULES } from "./dynamic-rules.ts";

type ResourceType = DeclarativeNetRequest.ResourceType;

/** Resource types of documents: a page, and the content of a frame or an object. */
const DOCUMENTS: readonly ResourceType[] = ["main_frame", "sub_frame", "object"];

/** Resource types that documents request. A browser refuses a whole rule for one unknown type. */
const BOTH: readonly ResourceType[] = [
  "stylesheet",
  "script",
  "image",
  "font",
  "xmlhttprequest",
  "ping",
  "csp_report",
  "media",
  "websocket",
  "other",
];
const FIREFOX: readonly ResourceType[] = [
  "beacon",
  "imageset",
  "json",
  "speculative",
  "web_manifest",
  "xml_dtd",
  "xslt",
];

/**
 * `|http://` matches development names only: the browser permits no other unencrypted address. A document gets the
 * header from any site that links to or frames it, as it gets the script's property, so an excepted site cannot remove
 * it for another one. Requests of a document follow the site of that document.
 */
export function gpcRules(excepted: readonly string[], firefox = isFirefox()): HeaderRule[] {
  const hosts = exceptionHosts(excepted);
  const to = hosts.length === 0 ? {} : { excludedRequestDomains: hosts };
  const from = hosts.length === 0 ? {} : { excludedInitiatorDomains: hosts };
  const parts: ResourceType[] = firefox ? [...BOTH, ...FIREFOX] : [...BOTH];
  const conditions = ["|https://", "|http://"].flatMap((urlFilter) => [
    { urlFilter, ...to, resourceTypes: [...DOCUMENTS] },
    { urlFilter, ...to, ...from, resourceTypes: parts },
  ]);
  return conditions.map((condition, index) => ({
    id: RULES.gpc.ids[0] + index,
    priority: 1,
    condition,
    action: { type: "modifyHeaders", requestHeaders: [{ header: GPC_HEADER, operation: "set", value: GPC_VALUE }] },
  }));
}

/**
 * Idempotent. `excepted`: companies that get no signal; null if no site gets one. `file`: as for ensureContentScript.
 * Header and property agree: if the browser refuses one, removes both and throws.
 */
export async function ensureGpc(excepted: readonly string[] | null, file: string): Promise<void> {
  try {
    await ensureRules("gpc", excepted === null ? [] : gpcRules(excepted));
    await ensureScript("gpc", excepted === null ? null : gpcScript(excepted, file));
  } catch (error) {
    await eachOf([() => ensureRules("gpc", []), () => ensureScript("gpc", null)]).catch(console.error);
    throw error;
  }
}

const gpcScript = (excepted: readonly string[], file: string) => ({
  id: "gpc",
  matches: [...EVERY_SITE],
  excludeMatches: exceptionHosts(excepted).map((host) => `*://*.${host}/*`),
  js: [file],
  runAt: "document_start" as const,
  allFrames: true,
  // Frames without a URL of their own, which belong to the page that made them.
  matchOriginAsFallback: true,
  world: "MAIN" as const,
});

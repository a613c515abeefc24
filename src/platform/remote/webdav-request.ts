// One request to a WebDAV folder: address, credentials, and the meaning of its faults and statuses.
import { RemoteFault, type RemoteFaultCode } from "../../core/sync/remote-store.ts";
import type { WebDavSettings } from "../../core/sync/store-settings.ts";
import { urlOf } from "../../signal/web-address.ts";
import { clock } from "../clock.ts";
import { RequestFault, type RequestFaultCode, type SafeAnswer, safeFetch } from "../safe-fetch.ts";
import { exposureOf } from "./own-network.ts";

export type DavVerb = "PROPFIND" | "GET" | "PUT" | "DELETE" | "MKCOL";

export interface DavRequest {
  verb: DavVerb;
  url: URL;
  headers?: Readonly<Record<string, string>>;
  body?: Uint8Array<ArrayBuffer>;
  atMost?: number;
}

/** Sends a request and returns the status of its answer. Throws a RemoteFault. */
export type DavSend = (request: DavRequest) => Promise<SafeAnswer>;

/** Limit of bytes of an answer of which only the status matters. */
const SMALL_ANSWER = 1 << 20;

/** Folder of the settings. Throws `not-a-store` for an unusable address, and `insecure` for an unencrypted one. */
export function folderUrl({ address, insecure = false }: WebDavSettings): URL {
  const url = urlOf(address);
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== "" || url.search !== "" || url.hash !== "")
    throw new RemoteFault("not-a-store", "address");
  const exposure = exposureOf(url);
  if (exposure === "anywhere" || (exposure === "network" && !insecure)) throw new RemoteFault("insecure");
  return url;
}

/** Asks the browser whether it permits requests to an address, and the user agreed to the data. */
export type IsPermitted = (address: string) => Promise<boolean>;

export function davSender(settings: WebDavSettings, isPermitted: IsPermitted): DavSend {
  const { user, password } = settings;
  const credentials = user === "" ? {} : { authorization: `Basic ${base64(`${user}:${password}`)}` };
  return async ({ verb, url, headers = {}, body, atMost = SMALL_ANSWER }) => {
    const { origin } = folderUrl(settings);
    const sent = { origin, method: verb, headers: { ...credentials, ...headers }, atMost };
    // Browsers do not distinguish a missing permission from a missing network, and send whatever the user agreed to.
    if (!(await isPermitted(settings.address))) throw new RemoteFault("no-permission", verb);
    const answer = await safeFetch(url.href, body === undefined ? sent : { ...sent, body }).catch((error: unknown) => {
      if (!(error instanceof RequestFault)) throw error;
      throw new RemoteFault(FAULTS[error.code], `${verb} ${error.code}`);
    });
    const fault = faultOf(answer, verb);
    if (fault !== null) throw fault;
    return answer;
  };
}

const FAULTS: Readonly<Record<RequestFaultCode, RemoteFaultCode>> = {
  address: "not-a-store",
  unreachable: "offline",
  timeout: "timeout",
  redirected: "not-a-store",
  "too-large": "too-large",
  truncated: "truncated",
};

/** Faults with the same meaning for every verb. The caller judges others, such as a missing file. */
function faultOf({ status, headers }: SafeAnswer, verb: DavVerb): RemoteFault | null {
  const code = codeOf(status, { verb, headers });
  return code === null ? null : new RemoteFault(code, `${verb} ${status}`, retryAfter(headers));
}

function codeOf(status: number, { verb, headers }: { verb: DavVerb; headers: Headers }): RemoteFaultCode | null {
  const reads = verb === "PROPFIND" || verb === "GET";
  if (status === 401) return isDigestOnly(headers) ? "digest-only" : "unauthorized";
  if (status === 403) return reads ? "unauthorized" : "read-only";
  // Status of MKCOL for a folder that exists.
  if (status === 405 && verb !== "MKCOL") return reads ? "not-a-store" : "read-only";
  if (status === 501) return "not-a-store";
  return BY_STATUS.get(status) ?? (status >= 500 || status === 400 ? "server" : null);
}

const BY_STATUS: ReadonlyMap<number, RemoteFaultCode> = new Map([
  [408, "timeout"],
  [412, "exists"],
  [413, "too-large"],
  [423, "busy"],
  [429, "rate-limited"],
  [503, "busy"],
  [507, "full"],
]);

/** True if the server offers digest authentication and nothing that works. A scheme name inside quotes is ignored. */
function isDigestOnly(headers: Headers): boolean {
  const offered = (headers.get("www-authenticate") ?? "").replace(/"(?:[^"\\]|\\.)*"/g, '""');
  return /\bdigest\b/i.test(offered) && !/(?:^|,)\s*basic\b/i.test(offered);
}

const LONGEST_SECONDS = 3600;

/** Seconds until the server accepts another request, at most an hour; null if it does not state them. */
export function retryAfter(headers: Headers): number | null {
  const text = headers.get("retry-after")?.trim() ?? "";
  // By the server's clock if it sends its time, since ours may be wrong.
  const now = Date.parse(headers.get("date") ?? "") || clock.now();
  const seconds = /^\d{1,9}$/.test(text) ? Number(text) : Math.ceil((Date.parse(text) - now) / 1000);
  return Number.isNaN(seconds) ? null : Math.min(Math.max(seconds, 0), LONGEST_SECONDS);
}

/** Base64 of the text's UTF-8. */
const base64 = (text: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

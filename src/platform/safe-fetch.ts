// The only network function of the extension's own contexts. Sends to one exact origin, follows no redirect, sends and
// stores no cookie, uses no cache, and limits time and size.
import { urlOf } from "../signal/web-address.ts";

export type RequestFaultCode =
  /** Not a web address, one with a user name in it, or one of another origin than the caller may reach. */
  | "address"
  /**
   * No connection, no such name, a certificate that the browser refuses, or a missing permission: browsers do not tell
   * them apart.
   */
  | "unreachable"
  | "timeout"
  /** The server answered with a redirect. */
  | "redirected"
  /** The answer has more bytes than the caller accepts. */
  | "too-large"
  /** The answer ended too early. */
  | "truncated";

export class RequestFault extends Error {
  constructor(readonly code: RequestFaultCode) {
    super(code);
    this.name = "RequestFault";
  }
}

export interface SafeRequest {
  /** The only origin that this request may reach. */
  origin: string;
  method?: string;
  headers?: Readonly<Record<string, string>>;
  body?: Uint8Array<ArrayBuffer>;
  /** Bytes of the answer. */
  atMost: number;
  milliseconds?: number;
}

export interface SafeAnswer {
  status: number;
  headers: Headers;
  bytes: Uint8Array<ArrayBuffer>;
}

const MILLISECONDS = 25_000;

/** Answers with any status that is not a redirect. Throws a RequestFault. */
export async function safeFetch(address: string, request: SafeRequest): Promise<SafeAnswer> {
  const url = urlOf(address);
  const isAllowed = url !== null && /^https?:$/.test(url.protocol) && url.origin === request.origin;
  if (!isAllowed || url.username !== "" || url.password !== "") throw new RequestFault("address");
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), request.milliseconds ?? MILLISECONDS);
  try {
    const response = await fetch(url, { ...FIXED, ...sentOf(request), signal: abort.signal });
    if (response.type === "opaqueredirect" || (response.status >= 300 && response.status < 400))
      throw new RequestFault("redirected");
    return { status: response.status, headers: response.headers, bytes: await bytesOf(response, request.atMost) };
  } catch (error) {
    if (error instanceof RequestFault && error.code !== "truncated") throw error;
    if (abort.signal.aborted) throw new RequestFault("timeout");
    throw error instanceof RequestFault ? error : new RequestFault("unreachable");
  } finally {
    clearTimeout(timer);
    // Cancels the download of a body that was not read to its end.
    abort.abort();
  }
}

const FIXED = {
  credentials: "omit",
  cache: "no-store",
  referrerPolicy: "no-referrer",
  // Not followed, as with "error", but distinguishable from a server that does not answer.
  redirect: "manual",
} as const;

const sentOf = ({ method = "GET", headers = {}, body }: SafeRequest): RequestInit => ({
  method,
  headers,
  ...(body === undefined ? {} : { body }),
});

async function bytesOf(response: Response, atMost: number): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  const reader = response.body?.getReader();
  while (reader !== undefined) {
    const { done, value } = await reader.read().catch(() => {
      throw new RequestFault("truncated");
    });
    if (done) break;
    size += value.length;
    if (size > atMost) throw new RequestFault("too-large");
    chunks.push(value);
  }
  if (isShort(response, size)) throw new RequestFault("truncated");
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

/**
 * The length is that of the compressed bytes if the answer was compressed. Answers without a body may state one too.
 */
function isShort({ headers, status, body }: Response, size: number): boolean {
  const length = headers.get("content-length");
  if (length === null || headers.has("content-encoding") || body === null || status === 204) return false;
  return Number(length) !== size;
}

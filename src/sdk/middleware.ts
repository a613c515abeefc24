// Hands the customer's preferences to your handler and keeps caches honest. Must never set a CORS header: a page of
// another site that may read these answers could read the preferences out of them.
import type { Summary } from "../core/signal/header.ts";
import { HEADER_NAME } from "../core/signal/vocabulary.ts";
import { readPreferences } from "./read-preferences.ts";

const CACHE_CONTROL = "private, no-cache";

/** A request handler of a fetch-style server (Workers, Deno, Bun, Hono…). Null: nothing was said, or nothing readable. */
export type PreferencesHandler<Rest extends unknown[]> = (
  request: Request,
  preferences: Summary | null,
  ...rest: Rest
) => Response | Promise<Response>;

/** Wraps a handler. Its answers vary on the header, and are private and revalidated unless it sets `Cache-Control`. */
export function withPreferences<Rest extends unknown[]>(
  handler: PreferencesHandler<Rest>,
): (request: Request, ...rest: Rest) => Promise<Response> {
  return async (request, ...rest) => {
    const response = await handler(request, summaryOf(request.headers), ...rest);
    // Response.error() and 101 Switching Protocols cannot be rebuilt, and nobody caches them.
    if (response.status < 200) return response;
    const headers = new Headers(response.headers);
    headers.set("Vary", varyingOnPreferences(headers.get("Vary")));
    if (!headers.has("Cache-Control")) headers.set("Cache-Control", CACHE_CONTROL);
    const { status, statusText } = response;
    return new Response(response.body, { status, statusText, headers });
  };
}

export interface NodeRequest {
  headers: unknown;
  /** Null: nothing was said, or nothing readable. */
  customerPreferences?: Summary | null;
}

export interface NodeResponse {
  getHeader(name: string): unknown;
  setHeader(name: string, value: string): unknown;
  writeHead(status: number, ...rest: unknown[]): unknown;
}

/** Middleware for Express, Connect and plain `node:http`: sets `request.customerPreferences` and the caching headers. */
export function expressPreferences(): (request: NodeRequest, response: NodeResponse, next: () => void) => void {
  return (request, response, next) => {
    request.customerPreferences = summaryOf(request.headers);
    if (response.getHeader("Cache-Control") === undefined) response.setHeader("Cache-Control", CACHE_CONTROL);
    vary(response);
    // A handler that sets Vary itself would drop ours: put it back at the last moment.
    const writeHead = response.writeHead;
    response.writeHead = (status, ...rest) => {
      vary(response);
      return writeHead.call(response, status, ...rest.map(withVary));
    };
    next();
  };
}

function summaryOf(headers: unknown): Summary | null {
  const result = readPreferences(headers);
  return result.state === "preferences" ? result.preferences : null;
}

function vary(response: NodeResponse): void {
  const current = response.getHeader("Vary");
  response.setHeader("Vary", varyingOnPreferences(current === undefined ? null : [current].flat().join(", ")));
}

/** The headers that `writeHead` was given: an object, or a flat list of names and values. Anything else stays as it is. */
function withVary(headers: unknown): unknown {
  const isVary = (name: unknown) => String(name).toLowerCase() === "vary";
  if (Array.isArray(headers)) {
    return headers.map((value, at) =>
      at % 2 === 1 && isVary(headers[at - 1]) ? varyingOnPreferences(String(value)) : value,
    );
  }
  if (typeof headers !== "object" || headers === null) return headers;
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, isVary(name) ? varyingOnPreferences(String(value)) : value]),
  );
}

function varyingOnPreferences(current: string | null): string {
  const names = (current ?? "").split(",").flatMap((name) => name.trim() || []);
  const covered = names.some((name) => name === "*" || name.toLowerCase() === HEADER_NAME.toLowerCase());
  return (covered ? names : [...names, HEADER_NAME]).join(", ");
}

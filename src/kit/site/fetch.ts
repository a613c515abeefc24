// Adapter of fetch-style servers: passes the customer's preferences to your handler, and sets the caching headers.
import type { Summary } from "../../signal/header.ts";
import { CACHE_CONTROL, summaryOf, varyingOnPreferences } from "./caching.ts";

/**
 * A request handler of a fetch-style server (Workers, Deno, Bun, route handlers of Next). Null: no header, or an
 * invalid one.
 */
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
    // Response.error() and 101 Switching Protocols cannot be rebuilt, and no cache stores them.
    if (response.status < 200) return response;
    const headers = new Headers(response.headers);
    headers.set("Vary", varyingOnPreferences(headers.get("Vary") ?? ""));
    if (!headers.has("Cache-Control")) headers.set("Cache-Control", CACHE_CONTROL);
    const { status, statusText } = response;
    return new Response(response.body, { status, statusText, headers });
  };
}

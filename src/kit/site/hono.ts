// Adapter of Hono: `context.get("customerPreferences")` in every handler behind it, and the caching headers.
import type { Summary } from "../../signal/header.ts";
import { CACHE_CONTROL, summaryOf, varyingOnPreferences } from "./caching.ts";

/** For the type of your application: `new Hono<{ Variables: PreferencesVariables }>()`. */
export type PreferencesVariables = {
  /** Null: no header, or an invalid one. */
  customerPreferences: Summary | null;
};

/** The part of Hono's context that the middleware uses. */
export interface HonoContext {
  readonly req: { readonly raw: { readonly headers: Headers } };
  res: Response;
  set(name: "customerPreferences", value: Summary | null): void;
  header(name: string, value: string): void;
}

/** Middleware: `app.use(honoPreferences())`. A handler that sets `Cache-Control` keeps its own. */
export const honoPreferences = () => async (context: HonoContext, next: () => Promise<void>) => {
  context.set("customerPreferences", summaryOf(context.req.raw.headers));
  await next();
  // Response.error() and 101 Switching Protocols have no headers to set, and no cache stores them.
  if (context.res.status < 200) return;
  const { headers } = context.res;
  context.header("Vary", varyingOnPreferences(headers.get("Vary") ?? ""));
  if (!headers.has("Cache-Control")) context.header("Cache-Control", CACHE_CONTROL);
};

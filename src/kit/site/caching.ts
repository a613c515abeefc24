// The summary of a request, and the headers that prevent caches from mixing customers, for all adapters. No adapter
// sets a CORS header: a page of another site could then read the preferences out of the answer.
import type { HeaderResult, Summary } from "../../signal/header.ts";
import { HEADER_NAME } from "../../signal/vocabulary.ts";
import { readPreferences } from "./read-preferences.ts";

export const CACHE_CONTROL = "private, no-cache";

/** Null: no header, or an invalid one. */
export const summaryOf = (headers: unknown): Summary | null => summaryIn(readPreferences(headers));

/** Null: no header, or an invalid one. */
export const summaryIn = (result: HeaderResult): Summary | null =>
  result.state === "preferences" ? result.preferences : null;

/** A value of Vary that includes the signal's header. A star covers it. */
export function varyingOnPreferences(current: string): string {
  if (current === "") return HEADER_NAME;
  const names = current.split(",").flatMap((name) => name.trim() || []);
  const covered = names.some((name) => name === "*" || name.toLowerCase() === HEADER_NAME.toLowerCase());
  return (covered ? names : [...names, HEADER_NAME]).join(", ");
}

// Reads the signal from the headers of a request, in the form of any server.
import { decodeHeader, type HeaderResult } from "../../signal/header.ts";
import { HEADER_NAME } from "../../signal/vocabulary.ts";

const ABSENT: HeaderResult = Object.freeze({ state: "absent" });

/**
 * Reads the header of this request. Takes a fetch `Headers`, a Node `IncomingHttpHeaders` or any object of that shape,
 * names in any case; anything else is `absent`, and so is a prefetch, which the user has not opened. Never throws; linear
 * in the size of the headers; the result is frozen. It is a wish, never a login.
 */
export function readPreferences(headers: unknown): HeaderResult {
  try {
    const isPrefetch = ["sec-purpose", "purpose"].some((name) => /\bprefetch\b/i.test(fieldValue(headers, name)));
    return isPrefetch ? ABSENT : Object.freeze(decodeHeader(fieldValue(headers, HEADER_NAME.toLowerCase())));
  } catch {
    return ABSENT;
  }
}

/** All lines of one field as a single value, as RFC 9110 section 5.3 combines them; empty when there is none. */
function fieldValue(headers: unknown, name: string): string {
  if (typeof headers !== "object" || headers === null) return "";
  const lines = hasGet(headers)
    ? [headers.get(name)].flat()
    : Object.entries(headers).flatMap(([key, value]) => (key.toLowerCase() === name ? value : []));
  return lines.filter((line) => typeof line === "string" && line !== "").join(", ");
}

function hasGet(headers: object): headers is { get(name: string): unknown } {
  return "get" in headers && typeof headers.get === "function";
}

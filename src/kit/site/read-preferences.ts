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
    const [preferences, ...purposes] = fieldValues(headers);
    const isPrefetch = purposes.some((purpose) => purpose !== "" && /\bprefetch\b/i.test(purpose));
    return isPrefetch ? ABSENT : Object.freeze(decodeHeader(preferences));
  } catch {
    return ABSENT;
  }
}

const FIELDS = [HEADER_NAME.toLowerCase(), "sec-purpose", "purpose"] as const;

type Values = [preferences: string, secPurpose: string, purpose: string];

/** All lines of each field as a single value, as RFC 9110 section 5.3 combines them; empty where there is none. */
function fieldValues(headers: unknown): Values {
  if (typeof headers !== "object" || headers === null) return ["", "", ""];
  const [preferences, secPurpose, purpose] = FIELDS;
  if (hasGet(headers)) return [valueIn(headers, preferences), valueIn(headers, secPurpose), valueIn(headers, purpose)];
  const lines: [unknown[], unknown[], unknown[]] = [[], [], []];
  for (const key of Object.keys(headers)) {
    // Names of another length are passed over without a copy in lower case.
    const at = FIELDS.findIndex((name) => name.length === key.length && name === key.toLowerCase());
    if (at >= 0) lines[at]?.push(Reflect.get(headers, key));
  }
  return [joined(lines[0].flat()), joined(lines[1].flat()), joined(lines[2].flat())];
}

const valueIn = (headers: { get(name: string): unknown }, name: string): string => joined([headers.get(name)].flat());

function joined(lines: readonly unknown[]): string {
  const [only] = lines;
  if (lines.length === 1) return typeof only === "string" ? only : "";
  return lines.filter((line) => typeof line === "string" && line !== "").join(", ");
}

function hasGet(headers: object): headers is { get(name: string): unknown } {
  return "get" in headers && typeof headers.get === "function";
}

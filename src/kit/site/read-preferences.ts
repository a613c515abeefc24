// Reads the signal from the headers of a request, in the form of any server.
import { decodeHeader, type HeaderResult } from "../../signal/header.ts";
import { HEADER_NAME } from "../../signal/vocabulary.ts";

const ABSENT: HeaderResult = Object.freeze({ state: "absent" });

/**
 * Reads the header of this request. Takes a fetch `Headers`, a Node `IncomingHttpHeaders` or any object of that shape,
 * with names in any case. Anything else is `absent`, and so is a prefetch, which the user has not opened. Never throws;
 * linear in the size of the headers; the result is frozen. The summary is a wish, never a login.
 */
export function readPreferences(headers: unknown): HeaderResult {
  try {
    return resultOf(fieldValues(headers));
  } catch {
    return ABSENT;
  }
}

/**
 * Like `readPreferences`, for `rawHeaders` of Node: names and values alternately. Node builds its `headers` only on
 * demand.
 */
export function readRawHeaders(rawHeaders: readonly string[]): HeaderResult {
  const values: Values = ["", "", ""];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const at = fieldAt(rawHeaders[index] ?? "");
    if (at !== -1) values[at] = joinedTo(values[at], rawHeaders[index + 1] ?? "");
  }
  return resultOf(values);
}

const resultOf = (values: Values): HeaderResult =>
  isPrefetch(values[1]) || isPrefetch(values[2]) ? ABSENT : Object.freeze(decodeHeader(values[0]));

const isPrefetch = (purpose: string): boolean => purpose !== "" && /\bprefetch\b/i.test(purpose);

const FIELDS = [HEADER_NAME.toLowerCase(), "sec-purpose", "purpose"] as const;

type Values = [preferences: string, secPurpose: string, purpose: string];

/** All lines of each field as a single value, combined by RFC 9110 section 5.3; empty if there is none. */
function fieldValues(headers: unknown): Values {
  const values: Values = ["", "", ""];
  if (!isRecord(headers)) return values;
  if (hasGet(headers)) {
    for (const [at, name] of FIELDS.entries()) values[at] = textOf(headers.get(name));
    return values;
  }
  // Object.keys would create a list for each request.
  for (const key in headers) {
    const at = fieldAt(key);
    if (at === -1 || !Object.hasOwn(headers, key)) continue;
    values[at] = joinedTo(values[at], textOf(headers[key]));
  }
  return values;
}

const [PREFERENCES_LENGTH, SEC_PURPOSE_LENGTH, PURPOSE_LENGTH] = [FIELDS[0].length, FIELDS[1].length, FIELDS[2].length];

/** Index in `FIELDS`, or −1. Skips names of another length without copying them to lower case. */
function fieldAt(key: string): 0 | 1 | 2 | -1 {
  const { length } = key;
  const at = length === PREFERENCES_LENGTH ? 0 : length === SEC_PURPOSE_LENGTH ? 1 : length === PURPOSE_LENGTH ? 2 : -1;
  return at !== -1 && FIELDS[at] === key.toLowerCase() ? at : -1;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

const textOf = (lines: unknown): string =>
  typeof lines === "string" ? lines : Array.isArray(lines) ? joined(lines.flat()) : "";

const joinedTo = (before: string, line: string): string => (before === "" ? line : joined([before, line]));

const joined = (lines: readonly unknown[]): string =>
  lines.filter((line) => typeof line === "string" && line !== "").join(", ");

function hasGet(headers: object): headers is { get(name: string): unknown } {
  return "get" in headers && typeof headers.get === "function";
}

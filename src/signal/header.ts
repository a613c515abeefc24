// The Sec-CMR-Preferences header: a coarse summary for the first request. Total both ways; no identifier, time or free text.
import { parseDictionary, Token } from "./structured-field.ts";
import { AGREEMENTS, type Agreement, KINDS, type Kind, STYLES, type Style, type Want } from "./vocabulary.ts";

export const HEADER_MAX_BYTES = 256;

export interface Summary {
  /** A kind that is missing here is unknown. */
  readonly kinds: Readonly<Partial<Record<Kind, Want>>>;
  readonly style: readonly Style[];
  readonly terms: Agreement | null;
  /** True when the page can ask for more than this summary says. */
  readonly more: boolean;
}

export type HeaderResult =
  | { readonly state: "absent" }
  | { readonly state: "invalid"; readonly reason: string }
  | { readonly state: "preferences"; readonly preferences: Summary };

/**
 * Serialises a summary as an RFC 9651 Dictionary in canonical order, visible ASCII, at most 256 bytes.
 * Styles are dropped from the end, and `more` set, when they would not fit. Null when there is nothing to say.
 */
export function encodeHeader(summary: Summary): string | null {
  const members: string[] = [];
  for (const want of ["yes", "ask", "no"] as const) {
    const kinds = KINDS.filter((kind) => summary.kinds[kind] === want);
    if (kinds.length > 0) members.push(`${want}=(${kinds.join(" ")})`);
  }
  const terms = summary.terms !== null && AGREEMENTS.includes(summary.terms) ? `terms=${summary.terms}` : null;
  const styles = STYLES.filter((style) => summary.style.includes(style));
  if (members.length === 0 && styles.length === 0 && terms === null && !summary.more) return null;
  for (let kept = styles.length; ; kept--) {
    const all = ["v=1", ...members];
    if (kept > 0) all.push(`style=(${styles.slice(0, kept).join(" ")})`);
    if (terms !== null) all.push(terms);
    if (summary.more || kept < styles.length) all.push("more");
    const value = all.join(", ");
    if (value.length <= HEADER_MAX_BYTES || kept === 0) return value;
  }
}

const KINDS_BY_NAME: ReadonlyMap<string, Kind> = new Map(KINDS.map((kind) => [kind, kind]));
const NO_STYLE: readonly Style[] = Object.freeze([]);

/**
 * Reads a header value. Never throws, linear time. Unknown keys and tokens are ignored, so that later versions of the
 * vocabulary stay readable; a known key of the wrong type, a syntax error or another version is `invalid`.
 * Where a kind is listed twice, `no` beats `ask` beats `yes`.
 */
export function decodeHeader(value: string | null | undefined): HeaderResult {
  if (value === null || value === undefined || value === "") return { state: "absent" };
  if (value.length > HEADER_MAX_BYTES) return invalid(`longer than ${HEADER_MAX_BYTES} bytes`);
  if (!/^[\x20-\x7e]*$/.test(value)) return invalid("has characters outside visible ASCII");
  const members = parseDictionary(value);
  if (typeof members === "string") return invalid(members);
  if (members.get("v") !== 1) return invalid("version is not 1");
  const kinds: Partial<Record<Kind, Want>> = {};
  for (const want of ["yes", "ask", "no"] as const) {
    const tokens = members.get(want);
    if (tokens === undefined) continue;
    if (!Array.isArray(tokens)) return invalid(`"${want}" is not a list`);
    for (const token of tokens) {
      const kind = KINDS_BY_NAME.get(token);
      if (kind !== undefined) kinds[kind] = want;
    }
  }
  const style = members.get("style") ?? NO_STYLE;
  if (!Array.isArray(style)) return invalid('"style" is not a list');
  const terms = members.get("terms") ?? null;
  if (terms !== null && !(terms instanceof Token)) return invalid('"terms" is not a token');
  const more = members.get("more") ?? false;
  if (typeof more !== "boolean") return invalid('"more" is not a boolean');
  const preferences: Summary = Object.freeze({
    kinds: Object.freeze(kinds),
    style: style.length === 0 ? NO_STYLE : Object.freeze(STYLES.filter((known) => style.includes(known))),
    terms: terms === null ? null : (AGREEMENTS.find((known) => known === terms.text) ?? null),
    more,
  });
  return { state: "preferences", preferences };
}

const invalid = (reason: string): HeaderResult => ({ state: "invalid", reason });

// The Sec-CMR-Preferences header: a coarse summary for the first request. Total in both directions; no identifier, time
// or free text.
import { type Member, readDictionary, Token } from "./structured-field.ts";
import { AGREEMENTS, type Agreement, KINDS, type Kind, STYLES, type Style, type Want } from "./vocabulary.ts";

export const HEADER_MAX_BYTES = 256;

export interface Summary {
  /** A missing kind is unknown. */
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
 * Serialises a summary as an RFC 9651 Dictionary in canonical order, visible ASCII, at most 256 bytes. If it would be
 * longer, drops styles from the end and sets `more`. Null if the summary is empty.
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
const AGREEMENTS_BY_NAME: ReadonlyMap<string, Agreement> = new Map(AGREEMENTS.map((name) => [name, name]));
const STYLE_BITS: ReadonlyMap<string, number> = new Map(STYLES.map((style, at) => [style, 1 << at]));

/** Lists of styles by their bits, in canonical order: at most 512. */
const stylesByBits = new Map<number, readonly Style[]>();

function stylesOf(bits: number): readonly Style[] {
  const known = stylesByBits.get(bits);
  if (known !== undefined) return known;
  const styles = Object.freeze(STYLES.filter((_, at) => (bits & (1 << at)) !== 0));
  stylesByBits.set(bits, styles);
  return styles;
}

/** The members that a summary is made of. Those of later versions are not among them. */
class Members {
  v: Member | null = null;
  yes: Member | null = null;
  ask: Member | null = null;
  no: Member | null = null;
  style: Member | null = null;
  terms: Member | null = null;
  more: Member = false;

  /** A switch, since a store under a computed name takes several times as long. */
  readonly take = (key: string, member: Member): void => {
    switch (key) {
      case "v":
        this.v = member;
        break;
      case "yes":
        this.yes = member;
        break;
      case "ask":
        this.ask = member;
        break;
      case "no":
        this.no = member;
        break;
      case "style":
        this.style = member;
        break;
      case "terms":
        this.terms = member;
        break;
      case "more":
        this.more = member;
        break;
    }
  };
}

/**
 * Reads a header value. Never throws, linear time. Ignores unknown keys and tokens, so that later versions of the
 * vocabulary stay readable. A known key of the wrong type, a syntax error or another version is `invalid`. If a kind is
 * listed twice, `no` beats `ask` beats `yes`.
 */
export function decodeHeader(value: string | null | undefined): HeaderResult {
  if (value === null || value === undefined || value === "") return { state: "absent" };
  if (value.length > HEADER_MAX_BYTES) return invalid(`longer than ${HEADER_MAX_BYTES} bytes`);
  const members = new Members();
  const fault = readDictionary(value, members.take);
  // A dictionary may contain tabs, the signal may not. Any other such character is an error.
  if (value.includes("\t") || (fault !== null && !VISIBLE_ASCII.test(value)))
    return invalid("has characters outside visible ASCII");
  if (fault !== null) return invalid(fault);
  const { v, yes, ask, no, style, terms, more } = members;
  if (v !== 1) return invalid("version is not 1");
  const kinds: Partial<Record<Kind, Want>> = {};
  if (!setKinds(kinds, yes, "yes")) return invalid('"yes" is not a list');
  if (!setKinds(kinds, ask, "ask")) return invalid('"ask" is not a list');
  if (!setKinds(kinds, no, "no")) return invalid('"no" is not a list');
  if (style !== null && !Array.isArray(style)) return invalid('"style" is not a list');
  if (terms !== null && !(terms instanceof Token)) return invalid('"terms" is not a token');
  if (typeof more !== "boolean") return invalid('"more" is not a boolean');
  const preferences: Summary = Object.freeze({
    kinds: Object.freeze(kinds),
    style: style === null ? stylesOf(0) : stylesOf(bitsOf(style)),
    terms: terms === null ? null : (AGREEMENTS_BY_NAME.get(terms.text) ?? null),
    more,
  });
  return { state: "preferences", preferences };
}

/** Sets the kinds of one list; false for an invalid member. */
function setKinds(kinds: Partial<Record<Kind, Want>>, tokens: Member | null, want: Want): boolean {
  if (tokens === null) return true;
  if (!Array.isArray(tokens)) return false;
  for (const token of tokens) {
    const kind = KINDS_BY_NAME.get(token);
    if (kind !== undefined) kinds[kind] = want;
  }
  return true;
}

function bitsOf(styles: readonly string[]): number {
  let bits = 0;
  for (const token of styles) bits |= STYLE_BITS.get(token) ?? 0;
  return bits;
}

const VISIBLE_ASCII = /^[\x20-\x7e]*$/;

const invalid = (reason: string): HeaderResult => ({ state: "invalid", reason });

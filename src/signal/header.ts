// The Sec-CMR-Preferences header: a coarse summary for the first request. Total in both directions; no identifier, time
// or free text.
import { DictionaryReader } from "./structured-field.ts";
import { BOOLEAN, INTEGER, LIST, TOKEN } from "./structured-item.ts";
import { AGREEMENTS, type Agreement, KINDS, type Kind, STYLES, type Style, type Want } from "./vocabulary.ts";
import { WordTrie } from "./word-trie.ts";

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

/** Numbers of the members that a summary is made of. Those of later versions are not among them. */
const MEMBERS = ["v", "yes", "ask", "no", "style", "terms", "more"] as const;
const KEYS = new WordTrie(MEMBERS);

/** Tokens by number: a list of them is a set of bits. */
const TOKENS = new WordTrie([...KINDS, ...STYLES, ...AGREEMENTS]);
const FIRST_STYLE = KINDS.length;
const FIRST_AGREEMENT = FIRST_STYLE + STYLES.length;

/** Lists of styles by their bits, in canonical order: at most 512. */
const stylesByBits = new Map<number, readonly Style[]>();

function stylesOf(tokens: number): readonly Style[] {
  const bits = (tokens >> FIRST_STYLE) & ((1 << STYLES.length) - 1);
  const known = stylesByBits.get(bits);
  if (known !== undefined) return known;
  const styles = Object.freeze(STYLES.filter((_, at) => (bits & (1 << at)) !== 0));
  stylesByBits.set(bits, styles);
  return styles;
}

/** The value of a member of the wrong type. */
const WRONG = -2;

/** The members of one header: tokens as bits, an agreement as the number of its token. */
class Members {
  isFirstVersion = false;
  yes = 0;
  ask = 0;
  no = 0;
  style = 0;
  terms = -1;
  more = 0;

  take({ key, type, value }: DictionaryReader): void {
    const list = type === LIST ? value : WRONG;
    switch (MEMBERS[key]) {
      case "v":
        this.isFirstVersion = type === INTEGER && value === 1;
        break;
      case "yes":
        this.yes = list;
        break;
      case "ask":
        this.ask = list;
        break;
      case "no":
        this.no = list;
        break;
      case "style":
        this.style = list;
        break;
      case "terms":
        this.terms = type === TOKEN ? value : WRONG;
        break;
      case "more":
        this.more = type === BOOLEAN ? value : WRONG;
        break;
    }
  }
}

/**
 * Reads a header value. Never throws, linear time. Ignores unknown keys and tokens, so that later versions of the
 * vocabulary stay readable. A known key of the wrong type, a syntax error or another version is `invalid`. If a kind is
 * listed twice, `no` beats `ask` beats `yes`.
 */
export function decodeHeader(value: string | null | undefined): HeaderResult {
  if (value === null || value === undefined || value === "") return { state: "absent" };
  if (value.length > HEADER_MAX_BYTES) return invalid(`longer than ${HEADER_MAX_BYTES} bytes`);
  const reader = new DictionaryReader(value, KEYS, TOKENS);
  const members = new Members();
  while (reader.next()) members.take(reader);
  const { fault, hasTabs } = reader;
  // A dictionary may contain tabs, the signal may not. Any other such character is an error.
  if (hasTabs || (fault !== null && !VISIBLE_ASCII.test(value))) return invalid("has characters outside visible ASCII");
  if (fault !== null) return invalid(fault);
  const { isFirstVersion, yes, ask, no, style, terms, more } = members;
  if (!isFirstVersion) return invalid("version is not 1");
  if (yes === WRONG) return invalid('"yes" is not a list');
  if (ask === WRONG) return invalid('"ask" is not a list');
  if (no === WRONG) return invalid('"no" is not a list');
  if (style === WRONG) return invalid('"style" is not a list');
  if (terms === WRONG) return invalid('"terms" is not a token');
  if (more === WRONG) return invalid('"more" is not a boolean');
  const preferences: Summary = Object.freeze({
    kinds: kindsOf(yes, ask, no),
    style: stylesOf(style),
    terms: terms < FIRST_AGREEMENT ? null : (AGREEMENTS[terms - FIRST_AGREEMENT] ?? null),
    more: more === 1,
  });
  return { state: "preferences", preferences };
}

function kindsOf(yes: number, ask: number, no: number): Summary["kinds"] {
  const kinds: Partial<Record<Kind, Want>> = {};
  const listed = yes | ask | no;
  for (let at = 0; at < KINDS.length; at++) {
    const kind = KINDS[at];
    const bit = 1 << at;
    if (kind === undefined || (listed & bit) === 0) continue;
    kinds[kind] = (no & bit) !== 0 ? "no" : (ask & bit) !== 0 ? "ask" : "yes";
  }
  return Object.freeze(kinds);
}

const VISIBLE_ASCII = /^[\x20-\x7e]*$/;

const invalid = (reason: string): HeaderResult => ({ state: "invalid", reason });

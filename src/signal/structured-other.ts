// The types of structured fields (RFC 9651) that the signal does not use: a reader only finds where such a value ends.

const DATE = /@-?[0-9]{1,15}(?![0-9.])/y;
const STRING = /"(?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\])*"/y;
/** Padding may be missing (section 4.2.7: parsers should not require it), but not be excessive or elsewhere. */
const BYTE_SEQUENCE = /:(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?:/y;
const DISPLAY_STRING = /%"(?:[\x20\x21\x23\x24\x26-\x7e]|%[0-9a-f]{2})*"/y;
const OTHERS = [STRING, BYTE_SEQUENCE, DATE, DISPLAY_STRING];

/** The end of a string, byte sequence, date or display string that begins at this character; null for a syntax error. */
export function endOfOther(text: string, from: number): number | null {
  for (const pattern of OTHERS) {
    pattern.lastIndex = from;
    if (!pattern.test(text)) continue;
    const end = pattern.lastIndex;
    return pattern !== DISPLAY_STRING || isUtf8(text.slice(from + 2, end - 1)) ? end : null;
  }
  return null;
}

/** True when the percent-encoded bytes of a display string are UTF-8. */
function isUtf8(encoded: string): boolean {
  try {
    decodeURIComponent(encoded);
    return true;
  } catch {
    return false;
  }
}

// Finds the end of a JSON value in a text that arrives in pieces.

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const [OPEN_OBJECT, CLOSE_OBJECT, OPEN_LIST, CLOSE_LIST] = [0x7b, 0x7d, 0x5b, 0x5d];
export const isSpace = (character: number): boolean => character === 0x20 || (character >= 0x09 && character <= 0x0d);

/** Position in a value whose end has not arrived yet. */
export interface ValueScan {
  at: number;
  depth: number;
  isText: boolean;
}

/** Index just after a value; null while it is incomplete, or if it nests too deep. Resumes from `scan`. */
export function endOfValue(text: string, scan: ValueScan, maxDepth: number): number | null {
  let { at, depth, isText } = scan;
  for (; at < text.length && depth <= maxDepth; at++) {
    const character = text.charCodeAt(at);
    if (isText) {
      if (character === BACKSLASH) at++;
      else if (character === QUOTE) isText = false;
      if (isText || depth > 0) continue;
      return at + 1;
    }
    if (character === QUOTE) isText = true;
    else if (character === OPEN_OBJECT || character === OPEN_LIST) depth++;
    else if (character === CLOSE_OBJECT || character === CLOSE_LIST) {
      // The closing bracket of the surrounding value ends a number or a word.
      if (depth === 0) return at;
      depth--;
      if (depth === 0) return at + 1;
    } else if (depth === 0 && (character === COMMA || isSpace(character))) return at;
  }
  Object.assign(scan, { at, depth, isText });
  return null;
}

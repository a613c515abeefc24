// JSON from outside. Checks depth, size and duplicate keys before parsing, so that a bomb never becomes a value.
export interface JsonLimits {
  maxCharacters: number;
  maxDepth: number;
  maxKeys: number;
  maxStringCharacters: number;
  /** Lists and objects together. */
  maxNested?: number;
}

/** Limits for anything a company sends. */
export const COMPANY_LIMITS: JsonLimits = {
  maxCharacters: 65_536,
  maxDepth: 16,
  maxKeys: 2000,
  maxStringCharacters: 2048,
};

export type JsonFault = "too-large" | "too-deep" | "too-many-keys" | "long-text" | "duplicate-key" | "not-json";
export type JsonResult = { ok: true; value: unknown } | { ok: false; fault: JsonFault };

/** Never throws. Linear in the text's length. */
export function parseJson(text: string, limits: JsonLimits): JsonResult {
  if (text.length > limits.maxCharacters) return { ok: false, fault: "too-large" };
  const fault = scan(text, limits);
  if (fault !== null) return { ok: false, fault };
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false, fault: "not-json" };
  }
}

/** Scans only strings and brackets; JSON.parse decides whether the text is JSON at all. */
function scan(text: string, limits: JsonLimits): JsonFault | null {
  const scopes: (Set<string> | null)[] = [];
  const { maxNested = Number.POSITIVE_INFINITY } = limits;
  let [keys, nested] = [0, 0];
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === "{" || character === "[") {
      scopes.push(character === "{" ? new Set() : null);
      if (scopes.length > limits.maxDepth) return "too-deep";
      if (++nested > maxNested) return "too-large";
    } else if (character === "}" || character === "]") {
      scopes.pop();
    } else if (character === '"') {
      const end = endOfString(text, at);
      if (end === null) return "not-json";
      if (end - at > limits.maxStringCharacters) return "long-text";
      const scope = scopes.at(-1);
      if (scope instanceof Set && isKey(text, end)) {
        const key = unescaped(text.slice(at, end));
        if (key === null) return "not-json";
        if (scope.has(key)) return "duplicate-key";
        scope.add(key);
        if (++keys > limits.maxKeys) return "too-many-keys";
      }
      at = end - 1;
    }
  }
  return null;
}

/** Index after the string that starts at `at`; null if it never ends. A regular expression overflows on 20 MB. */
function endOfString(text: string, at: number): number | null {
  for (let end = at + 1; end < text.length; end++) {
    if (text[end] === '"') return end + 1;
    if (text[end] === "\\") end++;
  }
  return null;
}

function isKey(text: string, end: number): boolean {
  let next = end;
  while (next < text.length && " \t\n\r".includes(text.charAt(next))) next++;
  return text[next] === ":";
}

function unescaped(literal: string): string | null {
  try {
    return String(JSON.parse(literal));
  } catch {
    return null;
  }
}

// JSON from outside: checked for depth, size and duplicate keys before it is parsed, so that a bomb never becomes a value.

export interface JsonLimits {
  maxCharacters: number;
  maxDepth: number;
  maxKeys: number;
  maxStringCharacters: number;
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

/** Walks strings and brackets only: whether it is JSON at all is JSON.parse's to say. */
function scan(text: string, limits: JsonLimits): JsonFault | null {
  const scopes: (Set<string> | null)[] = [];
  let keys = 0;
  const STRING = /"(?:[^"\\]|\\.)*"/gsy;
  const KEY = /"(?:[^"\\]|\\.)*"\s*:/gsy;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === "{" || character === "[") {
      scopes.push(character === "{" ? new Set() : null);
      if (scopes.length > limits.maxDepth) return "too-deep";
    } else if (character === "}" || character === "]") {
      scopes.pop();
    } else if (character === '"') {
      STRING.lastIndex = at;
      const literal = STRING.exec(text)?.[0];
      if (literal === undefined) return "not-json";
      if (literal.length > limits.maxStringCharacters) return "long-text";
      KEY.lastIndex = at;
      const scope = scopes.at(-1);
      if (scope instanceof Set && KEY.test(text)) {
        const key = unescaped(literal);
        if (key === null) return "not-json";
        if (scope.has(key)) return "duplicate-key";
        scope.add(key);
        if (++keys > limits.maxKeys) return "too-many-keys";
      }
      at += literal.length - 1;
    }
  }
  return null;
}

function unescaped(literal: string): string | null {
  try {
    return String(JSON.parse(literal));
  } catch {
    return null;
  }
}

// Turns language tags as operating systems write them into tags that Intl and companies understand.

/** ISO 639 language of two or three letters, except `und`. */
const KNOWN = /^(?!und\b)[a-z]{2,3}(?:-|$)/i;

/**
 * Canonical tag without an invalid end: `de_DE.UTF-8` is de-DE, `en-US@posix` en-US, `de;q=0.8` de. Null if no language
 * remains (`C`, `*`, an empty text).
 */
export function languageTag(written: string): string | null {
  const parts = (/^[a-z0-9_-]+/i.exec(written.trim())?.[0] ?? "").split(/[_-]/);
  for (let length = parts.length; length > 0; length--) {
    const tag = canonical(parts.slice(0, length).join("-"));
    if (tag !== null) return KNOWN.test(tag) ? tag : null;
  }
  return null;
}

function canonical(tag: string): string | null {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? null;
  } catch {
    return null;
  }
}

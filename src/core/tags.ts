// Names that standards give to languages (BCP 47) and to time zones (IANA), as this program's own Intl understands them.

export function isLanguageTag(tag: unknown): tag is string {
  if (typeof tag !== "string" || !/^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/.test(tag)) return false;
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

const zones = new Map<string, boolean>();

export function isTimeZone(name: unknown): name is string {
  if (typeof name !== "string" || name.length > 64) return false;
  const known = zones.get(name) ?? isKnown(name);
  zones.set(name, known);
  return known;
}

function isKnown(timeZone: string): boolean {
  // An offset is no zone: its clocks never change, and other programs may not know the form.
  if (!/^[A-Za-z][A-Za-z0-9_+/-]*$/.test(timeZone)) return false;
  try {
    return new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

// Language tags (BCP 47) in a file.
export function isLanguageTag(tag: unknown): tag is string {
  if (typeof tag !== "string" || !/^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/.test(tag)) return false;
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

// One email address, without characters that a mail program could read as a second address or a header.

const EMAIL = /^[^\s\p{C}@<>()[\]\\,;:?&%"]+@[^\s\p{C}@<>()[\]\\,;:?&%"]+$/u;

/** The trimmed address; null for no address, for several, and for malformed text. */
export function emailAddress(text: string): string | null {
  const address = text.trim();
  // Includes wide forms of the separators.
  return EMAIL.test(address.normalize("NFKC")) ? address : null;
}

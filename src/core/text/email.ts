// One email address, and nothing that a mail program could take for a second one or for a header.

const EMAIL = /^[^\s\p{C}@<>()[\]\\,;:?&%"]+@[^\s\p{C}@<>()[\]\\,;:?&%"]+$/u;

/** The trimmed address; null for no address, for several, and for malformed text. */
export function emailAddress(text: string): string | null {
  const address = text.trim();
  // Wide forms of the separators count too.
  return EMAIL.test(address.normalize("NFKC")) ? address : null;
}

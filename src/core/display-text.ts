// Text that a company wrote, made safe to show: no control, bidirectional or zero-width characters.

/** NFC, without C0/C1 controls, bidi controls, zero-width characters and byte-order marks; white space folded, cut. */
export function displayText(text: string, most = 120): string {
  const clean = text
    .normalize("NFC")
    .replace(/[\s\u0085]+/gu, " ")
    .replace(/[\p{Cc}\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]|[\u{e0000}-\u{e007f}]/gu, "")
    .trim();
  return [...clean].slice(0, most).join("");
}

// Equality of two labels as one subject: the only comparison of labels, for the rules, the ledger, the search and the
// company.

const DIACRITICS =
  /([\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])(?:(?=\p{M})[\p{Script_Extensions=Inherited}\p{Script_Extensions=Latin}\p{Script_Extensions=Greek}\p{Script_Extensions=Cyrillic}])+/gu;

/**
 * The form of a text for comparison: without case (ß = ss, σ = ς; i, I, İ and ı are equal), without the diacritics of
 * Latin, Greek and Cyrillic letters, with blanks folded, in compatibility composition (NFKC). The marks of all other
 * scripts are letters: カード is not ガード. Idempotent.
 */
export function foldText(text: string): string {
  const plain = withoutCase(text.normalize("NFKD")).normalize("NFKD").replace(DIACRITICS, "$1");
  return plain
    .normalize("NFC")
    .replace(/\p{White_Space}+/gu, " ")
    .replace(/^ | $/g, "");
}

/**
 * Full case folding by upper case, since ß has no capital of its own; first lower case, since ẞ is its own upper case.
 */
const withoutCase = (text: string): string => text.toLowerCase().toUpperCase().toLowerCase().replaceAll("ς", "σ");

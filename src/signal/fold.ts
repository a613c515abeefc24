// When two texts are one subject: the only comparison of labels, for the rules, the ledger, the search and the company.

const DIACRITICS =
  /([\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])(?:(?=\p{M})[\p{Script_Extensions=Inherited}\p{Script_Extensions=Latin}\p{Script_Extensions=Greek}\p{Script_Extensions=Cyrillic}])+/gu;

/**
 * A text as it is compared: without case (ß = ss, σ = ς; of i, I, İ and ı there is one), without the diacritics of Latin,
 * Greek and Cyrillic letters, blanks folded, in compatibility composition (NFKC). The marks of all other scripts are
 * letters: カード is not ガード. Idempotent.
 */
export function foldText(text: string): string {
  const plain = withoutCase(text.normalize("NFKD")).normalize("NFKD").replace(DIACRITICS, "$1");
  return plain
    .normalize("NFC")
    .replace(/\p{White_Space}+/gu, " ")
    .replace(/^ | $/g, "");
}

/**
 * Full case folding, through upper case, since ß has no capital of its own; first to lower case, since ẞ is its own
 * upper case.
 */
const withoutCase = (text: string): string => text.toLowerCase().toUpperCase().toLowerCase().replaceAll("ς", "σ");

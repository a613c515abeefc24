// Text that a company wrote, made safe to show: no control, bidirectional or zero-width characters.

/**
 * NFC, without controls, bidi controls and characters that show nothing (Unicode's Default_Ignorable_Code_Point);
 * white space folded, cut. What was clean stays as it is: taking out comes before joining.
 */
export function displayText(text: string, most = 120): string {
  const clean = text
    .replace(/[\s\u0085]/gu, " ")
    .replace(/[\p{Cc}\p{Cs}\p{Default_Ignorable_Code_Point}\u2028-\u202e\ufff9-\ufffb]/gu, "")
    .normalize("NFC")
    .replace(/ +/g, " ")
    .trim();
  return [...clean].slice(0, most).join("").trimEnd();
}

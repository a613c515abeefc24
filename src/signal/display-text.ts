// Text from a company, made safe to show: without characters that reverse the direction of text, and without invisible
// ones, except the joiners, selectors and tags that a script or an emoji needs.

const CONTROLS = /[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\u2028-\u202e\ufff9-\ufffb\u{13430}-\u{1345f}]/gu;
/** U+2800 is the blank of Braille, U+1D159 a note without a head: both are invisible. */
const BLANKS = /[\s\u0085\u2800\u{1d159}]+/gu;

/** Letters that join: a (non-)joiner between two of them changes the spelling. */
const JOINING =
  "\\p{Script=Arabic}\\p{Script=Syriac}\\p{Script=Nko}\\p{Script=Mongolian}\\p{Script=Devanagari}\\p{Script=Bengali}\\p{Script=Gurmukhi}\\p{Script=Gujarati}\\p{Script=Oriya}\\p{Script=Tamil}\\p{Script=Telugu}\\p{Script=Kannada}\\p{Script=Malayalam}\\p{Script=Sinhala}\\p{Script=Khmer}\\p{Script=Myanmar}\\p{Script=Tibetan}";
/** The end of an emoji: itself, with a skin tone, or as a picture. */
const EMOJI_END = "[\\p{Extended_Pictographic}\\p{Emoji_Modifier}]\\ufe0f?";

/** Invisible characters that are needed in their place; displayText removes all others. */
const NEEDED = [
  // Persian and Urdu words, conjuncts of Indic scripts; a joiner also ends a word (Malayalam).
  `(?<=[${JOINING}])(?:\\u200c(?=[${JOINING}])|\\u200d(?!\\p{Default_Ignorable_Code_Point}))`,
  // Families and professions.
  `(?<=${EMOJI_END})\\u200d(?=\\p{Extended_Pictographic})`,
  // A heart as a picture or as a letter, a digit on a key.
  "(?<=\\p{Extended_Pictographic})[\\ufe0e\\ufe0f]",
  "(?<=[0-9#*])\\ufe0f(?=\\u20e3)",
  // Flags of countries without a code of their own: a black flag, letters, an end.
  "(?<=\\u{1f3f4})[\\u{e0030}-\\u{e0039}\\u{e0061}-\\u{e007a}]{1,8}\\u{e007f}",
  // Forms of one Han or Mongolian letter, as names are written.
  "(?<=\\p{Script=Han})[\\ufe00-\\ufe02\\u{e0100}-\\u{e01ef}]",
  "(?<=(?=\\p{L})\\p{Script=Mongolian})[\\u180b-\\u180d\\u180f]",
];
const UNSEEN = new RegExp(`(${NEEDED.join("|")})|\\p{Default_Ignorable_Code_Point}`, "gu");

/** Limit of Unicode (UTS 39): more marks on one letter are decoration, and cover the lines around it. */
const MOST_MARKS = 4;
const PILED = new RegExp(`([\\p{Mn}\\p{Me}]{${MOST_MARKS}})[\\p{Mn}\\p{Me}]+`, "gu");
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}\p{Co}]/u;

/**
 * NFC, with white space folded, cut to `most` characters; "" for text without a visible character. Clean text stays
 * unchanged.
 */
export function displayText(text: string, most = 120): string {
  const folded = seen(text.replace(BLANKS, " ").replace(CONTROLS, "")).normalize("NFC");
  const clean = folded.replace(PILED, "$1").replace(/ +/g, " ").trim();
  const cut = seen([...clean].slice(0, most).join("")).trimEnd();
  return VISIBLE.test(cut) ? cut : "";
}

const seen = (text: string): string => text.replace(UNSEEN, (_, needed: string | undefined) => needed ?? "");

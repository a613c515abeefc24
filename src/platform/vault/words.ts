// The EFF's large list of 7,776 words (eff.org/dice; CC BY 3.0 US, Electronic Frontier Foundation): common, easy to
// type, none offensive. A word has 12.9 bits. Loaded at the first use, in windows only.

let list: Promise<readonly string[]> | null = null;

export function effWords(): Promise<readonly string[]> {
  list ??= import("./eff-large-words.txt?raw").then(({ default: text }) => text.trimEnd().split("\n"));
  return list;
}

/** Words drawn independently, each equally likely. */
export async function drawWords(count: number): Promise<string[]> {
  const words = await effWords();
  return Array.from({ length: count }, () => words[indexBelow(words.length)] ?? "");
}

/** `length` is at most 65,536. */
function indexBelow(length: number): number {
  const values = 2 ** 16 - (2 ** 16 % length);
  for (;;) {
    const drawn = crypto.getRandomValues(new Uint16Array(1))[0] ?? values;
    // The rest of the range would favour the first words.
    if (drawn < values) return drawn % length;
  }
}

/** Normal form of a text that people type from paper: lower case, single spaces, no hyphens. */
export const plainSpelling = (text: string): string =>
  text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[\s\p{Dash}_.,]+/gu, " ")
    .trim();

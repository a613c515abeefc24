// Pseudo-language for tests: every text accented, bracketed and a third longer, so that untranslated text stands out.

const ACCENTS = new Map(
  [..."aeiounycsAEIOUNYCS"].map((plain, index) => [plain, [..."áéíóúñýçšÁÉÍÓÚÑÝÇŠ"][index] ?? plain]),
);

function accented(text: string): string {
  const parts = text.split(/(\{\w+\})/);
  const written = parts.map((part) =>
    part.startsWith("{") ? part : [...part].map((one) => ACCENTS.get(one) ?? one).join(""),
  );
  return `[${written.join("")}${"~".repeat(Math.ceil(text.length / 3))}]`;
}

export const pseudoTexts = (texts: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, accented(text)]));

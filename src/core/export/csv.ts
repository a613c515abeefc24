// Writes tables as CSV (RFC 4180, with a choice of separator) that any spreadsheet opens without executing a cell.
export type Cell = string | number | null;

/** Column separators. The country setting of the computer decides which one a spreadsheet expects. */
export const SEPARATORS = [",", ";"] as const;
export type Separator = (typeof SEPARATORS)[number];

/**
 * Matches each position at which a spreadsheet may begin a cell. A spreadsheet that ignores quotes, or expects another
 * separator, also begins one after each separator and line break inside a text.
 */
const BEGINNING = /(?<=^|[,;\t\n\u2028\u2029]|\r(?!\n))(?=[\s\p{Default_Ignorable_Code_Point}"]*(\S))/gu;

/** Characters that make a spreadsheet read a cell as a formula, with their East Asian wide and small forms. */
const isFormulaSign = (sign: string): boolean => /^[=+\-@]/.test(sign.normalize("NFKC"));

/** Starts with a byte order mark, because one widespread spreadsheet otherwise does not recognise UTF-8. */
export function csvOf(
  header: readonly string[],
  rows: readonly (readonly Cell[])[],
  separator: Separator = ",",
): string {
  const cellOf = (cell: Cell): string => (typeof cell === "string" ? textOf(cell) : numberOf(cell, separator));
  return `\ufeff${[header, ...rows].map((row) => `${row.map(cellOf).join(separator)}\r\n`).join("")}`;
}

/** A number as a cell; −2 is no formula. Decimals take a comma if semicolons separate the columns. */
function numberOf(cell: number | null, separator: Separator): string {
  if (cell === null || !Number.isFinite(cell)) return "";
  return separator === ";" ? String(cell).replace(".", ",") : String(cell);
}

/** A text as a quoted cell, with an apostrophe before everything that a spreadsheet would execute. */
function textOf(text: string): string {
  const clean = text.replace(/[^\P{Cc}\t\n\r]/gu, "").replace(/\p{Cs}/gu, "\ufffd");
  const marked = clean.replace(BEGINNING, (_, sign: string) => (isFormulaSign(sign) ? "'" : ""));
  const safe = /^[\t\r\n]/.test(marked) ? `'${marked}` : marked;
  return `"${safe.replaceAll('"', '""')}"`;
}

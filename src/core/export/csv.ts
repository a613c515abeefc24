// Tables as text that any spreadsheet opens (RFC 4180, with its separator) and none runs.

export type Cell = string | number | null;

/** By which a spreadsheet knows its columns depends on the country that the computer is set to. */
export const SEPARATORS = [",", ";"] as const;
export type Separator = (typeof SEPARATORS)[number];

/**
 * Where a cell may begin: a spreadsheet that takes another separator than the file's, or no quotes, begins one after each
 * separator and line break inside a text too.
 */
const BEGINNING = /(?<=^|[,;\t\n\u2028\u2029]|\r(?!\n))(?=[\s\p{Default_Ignorable_Code_Point}"]*(\S))/gu;

/** A spreadsheet takes a text that begins so for a formula, also in the wide and small forms of East Asia. */
const isFormulaSign = (sign: string): boolean => /^[=+\-@]/.test(sign.normalize("NFKC"));

/** With a byte order mark, because one widespread spreadsheet takes UTF-8 for something else without it. */
export function csvOf(
  header: readonly string[],
  rows: readonly (readonly Cell[])[],
  separator: Separator = ",",
): string {
  const cellOf = (cell: Cell): string => (typeof cell === "string" ? textOf(cell) : numberOf(cell, separator));
  return `\ufeff${[header, ...rows].map((row) => `${row.map(cellOf).join(separator)}\r\n`).join("")}`;
}

/** Numbers stay numbers, so −2 is no formula. Who separates columns by a semicolon writes decimals with a comma. */
function numberOf(cell: number | null, separator: Separator): string {
  if (cell === null || !Number.isFinite(cell)) return "";
  return separator === ";" ? String(cell).replace(".", ",") : String(cell);
}

/** Always quoted; an apostrophe before whatever would run. */
function textOf(text: string): string {
  const clean = text.replace(/[^\P{Cc}\t\n\r]/gu, "").replace(/\p{Cs}/gu, "\ufffd");
  const marked = clean.replace(BEGINNING, (_, sign: string) => (isFormulaSign(sign) ? "'" : ""));
  const safe = /^[\t\r\n]/.test(marked) ? `'${marked}` : marked;
  return `"${safe.replaceAll('"', '""')}"`;
}

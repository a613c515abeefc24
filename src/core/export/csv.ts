// Tables as text that any spreadsheet opens (RFC 4180) and none runs.

export type Cell = string | number | null;

/** A spreadsheet takes what begins like this for a formula, also after blanks and in the wide forms of East Asia. */
const FORMULA = /^[\s\p{Cf}]*[=+\-@]|^[\t\r\n]/u;

/** With a byte order mark, because one widespread spreadsheet takes UTF-8 for something else without it. */
export function csvOf(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return `\ufeff${[header, ...rows].map((row) => `${row.map(cellOf).join(",")}\r\n`).join("")}`;
}

/** Numbers stay numbers, so −2 is no formula; text is always quoted. */
function cellOf(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return Number.isFinite(cell) ? String(cell) : "";
  const clean = cell.replace(/[^\P{Cc}\t\n\r]/gu, "").replace(/\p{Cs}/gu, "\ufffd");
  const safe = FORMULA.test(clean.normalize("NFKC")) ? `'${clean}` : clean;
  return `"${safe.replaceAll('"', '""')}"`;
}

// A strict reader of CSV tables.

/** RFC 4180 literally: one record on each line, CRLF at its end, doubled quotes. */
export function readCsv(source: string, separator = ","): { text: string; quoted: boolean }[][] {
  const rows: { text: string; quoted: boolean }[][] = [[]];
  const cell = new RegExp(`(?:"((?:[^"]|"")*)"|([^"${separator}\\r\\n]*))(${separator}|\\r\\n)`, "y");
  while (cell.lastIndex < source.length) {
    const match = cell.exec(source);
    if (match === null) throw new Error("not RFC 4180");
    const [, quoted, bare = "", end] = match;
    rows.at(-1)?.push({ text: quoted?.replaceAll('""', '"') ?? bare, quoted: quoted !== undefined });
    if (end === "\r\n") rows.push([]);
  }
  if (rows.at(-1)?.length !== 0) throw new Error("the last line does not end");
  return rows.slice(0, -1);
}

/** Reads like a spreadsheet with another separator: a quote opens a quoted part only at the beginning of a cell. */
export function splitQuoted(source: string, separator: string): string[] {
  const cells = [""];
  let quoted = false;
  for (const sign of source) {
    const cell = cells.at(-1) ?? "";
    if (sign === '"') quoted = quoted ? false : cell === "" || cell.endsWith('"');
    if (!quoted && (sign === separator || sign === "\r" || sign === "\n")) cells.push("");
    else cells[cells.length - 1] = cell + sign;
  }
  return cells;
}

// A strict reader of tables as text.

/** RFC 4180 as it is written: a record a line, CRLF at each end, quotes doubled. */
export function readCsv(source: string): { text: string; quoted: boolean }[][] {
  const rows: { text: string; quoted: boolean }[][] = [[]];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
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

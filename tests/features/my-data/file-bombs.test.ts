// Malicious files: the reader refuses them early and with little memory, wherever the bomb is.
import { getHeapStatistics } from "node:v8";
import { expect, test } from "vitest";
import { recordFileReader } from "../../../src/core/record/record-file.ts";
import { readPieces } from "../../../src/platform/storage/private-files.ts";
import { processorTime } from "../../support/processor-time.ts";

const MIB = 1024 * 1024;
const LENGTH = 60 * MIB;

/** Pieces of a file of `length` bytes, which never exists as a whole. */
function* pieces(head: string, filling: string, length = LENGTH): Generator<string> {
  yield head;
  const piece = filling.repeat(Math.ceil(MIB / filling.length));
  for (let given = 0; given < length; given += piece.length) yield piece;
}

const file = '{"regards":1,"tables":{"companies":[';
const BOMBS: [string, string, string][] = [
  ["lists", "[", "[],"],
  ["lists after lists", "", "[]"],
  ["zeros", "", "0"],
  ["zero bytes", "", "\0"],
  ["white space", "", " "],
  ["opening brackets", "", "["],
  ["rows that are lists", file, "[],"],
  ["a row of lists", `${file}{"id":"a.example","more":[`, "[],"],
  ["a row without end", `${file}{"id":"`, "x"],
  ["a member of lists beside the tables", '{"regards":1,"more":[', "[],"],
  ["a key without end", '{"', "k"],
  ["white space in a table", file, " "],
  ["back slashes", `${file}"`, "\\\\"],
];

/** Visits each character of the file once. */
function walk(head: string, filling: string): number {
  let sum = 0;
  for (const piece of pieces(head, filling))
    for (let index = 0; index < piece.length; index++) sum = (sum + piece.charCodeAt(index)) | 0;
  return sum;
}

/** Bytes of this thread's heap and buffers. The figures of the process would include other threads' tests. */
function memoryHeld(): number {
  const { total_heap_size: heap, external_memory: buffers } = getHeapStatistics();
  return heap + buffers;
}

test.each(BOMBS)("%s", (_name, head, filling) => {
  const reference = processorTime(() => walk(head, filling));
  const held = memoryHeld();
  let most = held;
  const time = processorTime(() => {
    const reader = recordFileReader();
    for (const piece of pieces(head, filling)) {
      if (!reader.push(piece)) break;
      most = Math.max(most, memoryHeld());
    }
    expect(reader.end()).toMatchObject({ ok: false, code: expect.stringMatching(/^import-(not-json|invalid)$/) });
  });
  // The slowest bomb takes about five walks.
  expect(time / reference).toBeLessThan(25);
  expect(most - held).toBeLessThan(300 * MIB);
});

test("cutting the text into pieces does not change the rows", () => {
  const stamp = "0mwm2k5c0000elsewhere0";
  const rows = Array.from({ length: 30 }, (_, number) => ({
    id: `c${number}.example`,
    name: `"${"\\".repeat(number)}[]{},:é\n`,
    $h: stamp,
  }));
  for (const text of [1, 0].map((space) => JSON.stringify({ regards: 1, tables: { companies: rows } }, null, space))) {
    for (const size of [1, 2, 3, 7, 64, 1000]) {
      const reader = recordFileReader();
      for (let at = 0; at < text.length; at += size) reader.push(text.slice(at, at + size));
      expect(reader.end()).toEqual({ ok: true, rows: rows.map((row) => ["companies", row]) });
    }
  }
});

test("invalid UTF-8 is no record file, however it is cut", async () => {
  for (const bytes of [[0xe4], [0xc3], [0xff, 0xfe, 0x7b, 0x00], [0xed, 0xa0, 0x80]])
    expect(await readPieces(new Blob([new Uint8Array(bytes)]), () => true)).toBe(false);
  let read = "";
  await readPieces(new Blob(["\ufeffé☂"]), (piece) => {
    read += piece;
    return true;
  });
  expect(read).toBe("é☂");
});

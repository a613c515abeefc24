// Head: the file that a device writes with each push. Its first line describes the push and lists the device's segments;
// the other lines are the newest rows.
import * as z from "zod/mini";
import { readLine, type TableRow, writeLine } from "./line.ts";
import { parseHeadName } from "./names.ts";
import { VaultFault } from "./vault-codec.ts";

export const HEAD_VERSION = 1;
/** Level of a full segment, which compaction leaves unchanged. */
export const FULL = 9;

const Segment = z.strictObject({
  name: z.string().check(z.regex(/^[0-9]{8}-[0-9a-z]{8}-[0-9]{1,4}\.age$/)),
  /** Length of the file. */
  bytes: z.int().check(z.gte(0)),
  /** SHA-256 of the file, in hexadecimal. */
  sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  rows: z.int().check(z.gte(0)),
  /** Number of compactions that made it; `FULL` for a full segment. */
  level: z.int().check(z.gte(0), z.lte(FULL)),
  /** Segments whose rows this one contains: a reader that has read them all may skip it. */
  replaces: z.optional(z.array(z.string()).check(z.maxLength(100))),
});
export type Segment = z.infer<typeof Segment>;

const Generation = z.int().check(z.gte(0), z.lte(99_999_999));

const Description = z.object({
  head: z.int().check(z.gte(1)),
  device: z.string(),
  /** The device's name, chosen by the user. */
  name: z.string().check(z.maxLength(60)),
  generation: Generation,
  nonce: z.string(),
  /** Milliseconds since the epoch of the push. */
  at: z.number(),
  /** The device's older heads whose rows this head and its segments contain. */
  previous: z.array(z.string()).check(z.maxLength(100)),
  segments: z.array(Segment).check(z.maxLength(10_000)),
  /** The newest generation that the device has read of each other device. */
  seen: z.record(z.string(), Generation),
});

export interface Head extends z.infer<typeof Description> {
  rows: TableRow[];
  /** Lines that are not rows. */
  unreadable: number;
}

export const writeHead = ({ rows, unreadable: _, ...description }: Head): string =>
  [JSON.stringify(description), ...rows.map(writeLine)].join("\n");

/** Throws a VaultFault: `newer`, `misplaced` if the file has another head's name, else `unreadable`. */
export function readHead(name: string, text: string): Head {
  const [first = "", ...lines] = text.split("\n");
  const description = parse(first);
  const named = parseHeadName(name);
  const isOwnName =
    named?.device === description.device &&
    named.generation === description.generation &&
    named.nonce === description.nonce;
  if (!isOwnName) throw new VaultFault("misplaced", name);
  return { ...description, ...readRows(lines) };
}

function parse(text: string): z.infer<typeof Description> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new VaultFault("unreadable", "head");
  }
  const version = typeof value === "object" && value !== null && "head" in value ? value.head : null;
  if (typeof version === "number" && version > HEAD_VERSION) throw new VaultFault("newer", `head ${version}`);
  const result = Description.safeParse(value);
  if (!result.success) throw new VaultFault("unreadable", "head");
  return result.data;
}

/** The rows of a segment's or head's lines. */
export function readRows(lines: readonly string[]): { rows: TableRow[]; unreadable: number } {
  const rows: TableRow[] = [];
  let unreadable = 0;
  for (const line of lines) {
    const row = line === "" ? null : readLine(line);
    if (row !== null) rows.push(row);
    else if (line !== "") unreadable++;
  }
  return { rows, unreadable };
}

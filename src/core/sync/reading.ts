// Reading of one device's files. A file that cannot be read is reported and tried again.
import type { Engine } from "./engine.ts";
import { type Head, readHead, type Segment } from "./head.ts";
import type { TableRow } from "./line.ts";
import { type Cursor, NOTHING_READ } from "./local-store.ts";
import { type HeadName, headName, headPath, segmentPath } from "./names.ts";
import { RemoteFault } from "./remote-store.ts";
import type { Report } from "./report.ts";
import { SegmentParts, withMeaning } from "./segment-parts.ts";
import { type BadFile, VaultFault } from "./vault-codec.ts";

/** Null if the file is missing, or does not open and is then reported in `badFiles`. */
export async function openHead(engine: Engine, name: string, badFiles: BadFile[]): Promise<Head | null> {
  const path = headPath(name);
  const bytes = await guarded(badFiles, path, () => engine.remote.get(path));
  if (bytes === null) return null;
  const head = await guarded(badFiles, path, async () => readHead(name, await engine.codec.open(path, bytes)));
  engine.onStep({ direction: "down", rows: 0, bytes: bytes.length });
  return head;
}

/** Null, and a report, if the file is cut or does not open. */
async function guarded<T>(badFiles: BadFile[], file: string, open: () => Promise<T>): Promise<T | null> {
  try {
    return await open();
  } catch (error) {
    if (!(error instanceof VaultFault || isCut(error))) throw error;
    badFiles.push({ file, code: error instanceof VaultFault ? error.code : "unreadable" });
    return null;
  }
}

/** True if a file ends too early. Other files may be whole, so that the sync goes on. */
const isCut = (error: unknown): boolean => error instanceof RemoteFault && error.code === "truncated";

/** Opens heads, and remembers those that do not open. */
interface Refusals {
  open(name: string, badFiles: BadFile[]): Promise<Head | null>;
}

export class Reading {
  private readonly report: Report;

  constructor(
    private readonly engine: Engine,
    private readonly device: string,
    private readonly to: { report: Report; refused: Refusals },
  ) {
    this.report = to.report;
  }

  /** `heads`: the listed heads, newest first. `gone`: the place shows only files older than those already read. */
  async read(heads: readonly HeadName[], before: Cursor): Promise<"gone" | "read"> {
    const { local } = this.engine;
    const names = heads.map(headName);
    const isKnown = names.every((name) => before.heads.includes(name));
    const isOlder = (heads[0]?.generation ?? 0) < before.generation;
    if (isOlder) this.report.older(this.device);
    if (isOlder && isKnown) return "gone";
    let cursor: Cursor = { ...before, gone: 0 };
    delete cursor.adopted;
    if (isKnown) {
      if (before.gone > 0 || before.adopted === true) await local.writeCursor(this.device, cursor);
      return "read";
    }
    // After a kill, the device is known by its first rows, so that its rows are carried if it disappears.
    if (before === NOTHING_READ) await local.writeCursor(this.device, cursor);
    for (const name of names) {
      if (cursor.heads.includes(name)) continue;
      cursor = await this.readHead(name, cursor);
    }
    await local.writeCursor(this.device, { ...cursor, heads: cursor.heads.filter((name) => names.includes(name)) });
    return "read";
  }

  private async readHead(name: string, before: Cursor): Promise<Cursor> {
    const head = await this.to.refused.open(name, this.report.badFiles);
    if (head === null) return before;
    this.report.seen(head.seen);
    let cursor = before;
    let isWhole = true;
    const unread = head.segments.filter((segment) => !cursor.segments.includes(segment.name));
    const expected = unread.reduce((sum, { rows }) => sum + rows, head.rows.length);
    this.engine.onStep({ direction: "down", rows: 0, bytes: 0, expected });
    for (const segment of head.segments) {
      const next = await this.readSegment(segment, cursor);
      if (next === null) isWhole = false;
      else cursor = next;
    }
    await this.join(withMeaning(head.rows));
    this.engine.onStep({ direction: "down", rows: head.rows.length, bytes: 0 });
    if (!isWhole) return cursor;
    // A device that was restored from a backup may repeat its generations.
    const isNewest = head.generation >= cursor.generation || head.at > cursor.at;
    return {
      ...cursor,
      heads: [...new Set([...cursor.heads, name, ...head.previous])],
      ...(isNewest ? { generation: head.generation, name: head.name, at: head.at } : {}),
    };
  }

  /** The cursor after the segment; null if the segment was not read. */
  private async readSegment(segment: Segment, cursor: Cursor): Promise<Cursor | null> {
    if (cursor.segments.includes(segment.name)) return cursor;
    const replaced = segment.replaces ?? [];
    const isKnown = replaced.length > 0 && replaced.every((name) => cursor.segments.includes(name));
    if (isKnown) return { ...cursor, segments: [...cursor.segments, segment.name] };
    const path = segmentPath(this.device, segment.name);
    const bytes = await this.engine.remote.get(path).catch((error: unknown) => {
      if (!isCut(error)) throw error;
      return null;
    });
    if (bytes === null || bytes.length !== segment.bytes || (await this.engine.sha256(bytes)) !== segment.sha256) {
      this.report.missing.push(path);
      return null;
    }
    const text = await guarded(this.report.badFiles, path, () => this.engine.codec.open(path, bytes));
    if (text === null) return null;
    await this.joinLines(text.split("\n"));
    this.engine.onStep({ direction: "down", rows: segment.rows, bytes: bytes.length });
    const next = { ...cursor, segments: [...new Set([...cursor.segments, segment.name, ...replaced])] };
    // A kill repeats at most this segment.
    await this.engine.local.writeCursor(this.device, next);
    return next;
  }

  /** Reads each part while the previous one is stored: all rows of a segment at once are most of a restore's memory. */
  private async joinLines(lines: readonly string[]): Promise<void> {
    const { local, limits } = this.engine;
    const parts = new SegmentParts(lines, limits.rowsAtOnce);
    for (let rows = parts.take(); rows !== null; rows = parts.take())
      this.report.changed += await local.join(rows, () => parts.prepare());
  }

  private async join(rows: readonly TableRow[]): Promise<void> {
    const { local, limits } = this.engine;
    for (let from = 0; from < rows.length; from += limits.rowsAtOnce)
      this.report.changed += await local.join(rows.slice(from, from + limits.rowsAtOnce));
  }
}

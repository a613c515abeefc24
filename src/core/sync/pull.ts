// Pull: reads other devices' new heads and segments, and joins their rows. A file that cannot be read is reported and
// tried again; nothing is concluded from a file's absence.
import type { Engine } from "./engine.ts";
import { type Head, readHead, readRows, type Segment } from "./head.ts";
import type { TableRow } from "./line.ts";
import type { Cursor } from "./local-store.ts";
import { type HeadName, headName, headPath, parseHeadName, segmentPath } from "./names.ts";
import { type BadFile, VaultFault } from "./vault-codec.ts";

export interface Pulled {
  /** Rows that changed here. */
  changed: number;
  badFiles: BadFile[];
  /** Listed files that the place did not deliver whole. */
  missing: string[];
  /** Devices of which the place shows older data than this device has read. */
  rolledBack: string[];
  /** Devices whose files are gone, and whose rows this device now carries. */
  adopted: string[];
}

/** Syncs in a row without a device's files before this device carries its rows. */
const GONE_SYNCS = 3;

const NEW_CURSOR: Cursor = { heads: [], segments: [], generation: 0, name: "", at: 0, gone: 0 };

/** `listed`: names of the files in heads/. `own`: id of this device. */
export async function pull(engine: Engine, listed: readonly string[], own: string): Promise<Pulled> {
  const pulled: Pulled = { changed: 0, badFiles: [], missing: [], rolledBack: [], adopted: [] };
  const cursors = await engine.local.readCursors();
  const devices = headsByDevice(listed);
  for (const [device, heads] of devices)
    if (device !== own) await new Reading(engine, device, pulled).read(heads, cursors.get(device) ?? NEW_CURSOR);
  for (const [device, cursor] of cursors)
    if (device !== own && !devices.has(device)) await lookForGone(engine, { device, cursor, pulled });
  return pulled;
}

/** Listed heads of each device, the newest first. Ignores files with other names. */
function headsByDevice(listed: readonly string[]): Map<string, HeadName[]> {
  const devices = new Map<string, HeadName[]>();
  for (const name of listed) {
    const head = parseHeadName(name);
    if (head !== null) devices.set(head.device, [...(devices.get(head.device) ?? []), head]);
  }
  for (const heads of devices.values()) heads.sort((one, other) => other.generation - one.generation);
  return devices;
}

interface Gone {
  device: string;
  cursor: Cursor;
  pulled: Pulled;
}

/** Adopts the rows of a device whose files stay gone: absence is never deletion. */
async function lookForGone({ local }: Engine, { device, cursor, pulled }: Gone): Promise<void> {
  if (cursor.adopted === true) return;
  const gone = cursor.gone + 1;
  if (gone < GONE_SYNCS) return local.writeCursor(device, { ...cursor, gone });
  await local.oweRowsOf(device);
  await local.writeCursor(device, { ...cursor, heads: [], segments: [], gone, adopted: true });
  pulled.adopted.push(device);
}

/** Reading of one device's files. */
class Reading {
  constructor(
    private readonly engine: Engine,
    private readonly device: string,
    private readonly pulled: Pulled,
  ) {}

  async read(heads: readonly HeadName[], before: Cursor): Promise<void> {
    const { local } = this.engine;
    const names = heads.map(headName);
    const isKnown = names.every((name) => before.heads.includes(name));
    const isOlder = (heads[0]?.generation ?? 0) < before.generation;
    if (isOlder) this.pulled.rolledBack.push(this.device);
    if (isOlder && isKnown)
      return lookForGone(this.engine, { device: this.device, cursor: before, pulled: this.pulled });
    let cursor: Cursor = { ...before, gone: 0 };
    delete cursor.adopted;
    if (isKnown) {
      if (before.gone > 0 || before.adopted === true) await local.writeCursor(this.device, cursor);
      return;
    }
    // A kill after the first rows leaves a device that is known, so that its rows are carried on if it is gone.
    if (before === NEW_CURSOR) await local.writeCursor(this.device, cursor);
    for (const name of names) {
      if (cursor.heads.includes(name)) continue;
      cursor = await this.readHead(name, cursor);
    }
    await local.writeCursor(this.device, { ...cursor, heads: cursor.heads.filter((name) => names.includes(name)) });
  }

  private async readHead(name: string, before: Cursor): Promise<Cursor> {
    const head = await this.openHead(name);
    if (head === null) return before;
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
    await this.join(head.rows);
    this.engine.onStep({ direction: "down", rows: head.rows.length, bytes: 0 });
    if (!isWhole) return cursor;
    // A device that was restored from a backup may count its generations anew.
    const isNewest = head.generation >= cursor.generation || head.at > cursor.at;
    return {
      ...cursor,
      heads: [...new Set([...cursor.heads, name, ...head.previous])],
      ...(isNewest ? { generation: head.generation, name: head.name, at: head.at } : {}),
    };
  }

  private async openHead(name: string): Promise<Head | null> {
    const path = headPath(name);
    const bytes = await this.engine.remote.get(path);
    if (bytes === null) return null;
    const head = await this.guarded(path, async () => readHead(name, await this.engine.codec.open(path, bytes)));
    this.engine.onStep({ direction: "down", rows: 0, bytes: bytes.length });
    return head;
  }

  /** The cursor after the segment; null if the segment was not read. */
  private async readSegment(segment: Segment, cursor: Cursor): Promise<Cursor | null> {
    if (cursor.segments.includes(segment.name)) return cursor;
    const replaced = segment.replaces ?? [];
    const isKnown = replaced.length > 0 && replaced.every((name) => cursor.segments.includes(name));
    if (isKnown) return { ...cursor, segments: [...cursor.segments, segment.name] };
    const path = segmentPath(this.device, segment.name);
    const bytes = await this.engine.remote.get(path);
    if (bytes === null || bytes.length !== segment.bytes || (await this.engine.sha256(bytes)) !== segment.sha256) {
      this.pulled.missing.push(path);
      return null;
    }
    const text = await this.guarded(path, () => this.engine.codec.open(path, bytes));
    if (text === null) return null;
    await this.join(readRows(text.split("\n")).rows);
    this.engine.onStep({ direction: "down", rows: segment.rows, bytes: bytes.length });
    const next = { ...cursor, segments: [...new Set([...cursor.segments, segment.name, ...replaced])] };
    // A kill repeats at most this segment.
    await this.engine.local.writeCursor(this.device, next);
    return next;
  }

  /** Null, and a report, if the file does not open. */
  private async guarded<T>(file: string, open: () => Promise<T>): Promise<T | null> {
    try {
      return await open();
    } catch (error) {
      if (!(error instanceof VaultFault)) throw error;
      this.pulled.badFiles.push({ file, code: error.code });
      return null;
    }
  }

  private async join(rows: readonly TableRow[]): Promise<void> {
    const { local, limits } = this.engine;
    for (let from = 0; from < rows.length; from += limits.rowsAtOnce)
      this.pulled.changed += await local.join(rows.slice(from, from + limits.rowsAtOnce));
  }
}

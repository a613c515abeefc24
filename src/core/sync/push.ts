// Push: one generation of this device's files. Order of the steps: intent, segments, head, acknowledgement, deletions. A
// kill between two of them leaves only files that nothing refers to, under names that the intent knows.
import { compact } from "./compaction.ts";
import type { Engine } from "./engine.ts";
import { collectGarbage, garbageOf } from "./garbage.ts";
import { FULL, HEAD_VERSION, type Segment, writeHead } from "./head.ts";
import { distinctKeys, keyText, type RowKey, type TableRow, writeLine } from "./line.ts";
import type { Owed, OwnLog } from "./local-store.ts";
import { headName, headPath, type Push, segmentName, segmentPath } from "./names.ts";
import { notePurge, purgeAfterPush } from "./purge.ts";
import { upload } from "./upload.ts";

export interface Pushed {
  /** Rows sent. */
  rows: number;
  more: boolean;
}

/** `force` pushes even if nothing is owed. */
export async function push(engine: Engine, before: OwnLog, force: boolean): Promise<{ log: OwnLog; pushed: Pushed }> {
  const owed = await readOwed(engine);
  if (owed.keys.length === 0 && !force) {
    // Marks of rows that the place does not have.
    if (owed.upTo > 0) await engine.local.settle(before, owed.upTo);
    return { log: before, pushed: { rows: 0, more: owed.more } };
  }
  const rows = await engine.local.readRows(distinctKeys([...before.tail, ...owed.keys]));
  const log = await notePurge(engine, before, erasedOf(rows, owed.keys));
  const next = { generation: nextGeneration(log), nonce: engine.randomText(8) };
  const intended: OwnLog = { ...log, intents: [...log.intents, next] };
  await engine.local.writeLog(intended);
  const files = await filesFor(new SegmentWriter(engine, log.device, next), { engine, log: intended, rows });
  const acknowledged = await writeOwnHead(engine, intended, { push: next, ...files });
  await engine.local.settle(acknowledged, owed.upTo);
  engine.onStep({ direction: "up", rows: owed.keys.length, bytes: 0 });
  return { log: await collectGarbage(engine, acknowledged), pushed: { rows: owed.keys.length, more: owed.more } };
}

/** Owed rows of the tables that the place has. */
async function readOwed({ local, limits, tables }: Engine): Promise<Owed> {
  const owed = await local.readOwed(limits.segmentRows);
  return tables === undefined ? owed : { ...owed, keys: owed.keys.filter(([table]) => tables.includes(table)) };
}

const keyOf = ([table, { id }]: TableRow): RowKey => [table, id];

/** The owed rows that are erased. The tail may contain others, whose purge has begun. */
function erasedOf(rows: readonly TableRow[], owed: readonly RowKey[]): RowKey[] {
  const erased = rows.filter(([, row]) => row.$x !== undefined).map(keyOf);
  if (erased.length === 0) return [];
  const texts = new Set(owed.map(keyText));
  return erased.filter((key) => texts.has(keyText(key)));
}

const nextGeneration = ({ generation, intents }: OwnLog): number =>
  Math.max(generation, ...intents.map((intent) => intent.generation)) + 1;

interface Files {
  segments: Segment[];
  tail: RowKey[];
  /** Segments that others replace. */
  obsolete: string[];
}

/** Writes the segments that this push needs: for too long a tail, for compaction, and for a purge. */
async function filesFor(
  writer: SegmentWriter,
  { engine, log, rows }: { engine: Engine; log: OwnLog; rows: readonly TableRow[] },
): Promise<Files> {
  const [keys, lines] = [rows.map(keyOf), rows.map(writeLine)];
  const isLong = lines.reduce((sum, line) => sum + line.length, 0) > engine.limits.tailCharacters;
  const fresh = isLong ? await writer.writeLines(keys, lines) : [];
  const { segments, obsolete } = await compact(writer, { engine, log, fresh });
  return { segments, tail: isLong ? [] : keys, obsolete };
}

/** Writes the segments of one push. */
export class SegmentWriter {
  private count = 0;

  constructor(
    private readonly engine: Engine,
    private readonly device: string,
    private readonly next: Push,
  ) {}

  /** Writes the current rows. `replaces`: the segments whose rows these keys are. */
  async write(keys: readonly RowKey[], level: number, replaces: readonly string[] = []): Promise<Segment[]> {
    const rows = await this.engine.local.readRows(keys);
    const segments = await this.writeLines(rows.map(keyOf), rows.map(writeLine), level);
    const [only] = segments;
    return only !== undefined && segments.length === 1 && replaces.length > 0
      ? [{ ...only, replaces: [...replaces] }]
      : segments;
  }

  /** As few segments as the limits permit. */
  async writeLines(keys: readonly RowKey[], lines: readonly string[], level = 0): Promise<Segment[]> {
    const segments: Segment[] = [];
    for (let from = 0; from < keys.length; ) {
      const to = this.endOfSegment(lines, from);
      segments.push(await this.writeOne(keys.slice(from, to), lines.slice(from, to), level));
      from = to;
    }
    return segments;
  }

  /** Index after the last line that fits; at least one line does. */
  private endOfSegment(lines: readonly string[], from: number): number {
    const { segmentRows, segmentCharacters } = this.engine.limits;
    let [to, characters] = [from + 1, lines[from]?.length ?? 0];
    while (to < lines.length && to - from < segmentRows) {
      characters += lines[to]?.length ?? 0;
      if (characters > segmentCharacters) break;
      to++;
    }
    return to;
  }

  private async writeOne(keys: readonly RowKey[], lines: readonly string[], level: number): Promise<Segment> {
    const { local, limits, onStep } = this.engine;
    const name = segmentName(this.next, this.count++);
    const uploaded = await upload(this.engine, segmentPath(this.device, name), lines.join("\n"));
    await local.writeSegmentKeys(name, keys);
    onStep({ direction: "up", rows: 0, bytes: uploaded.bytes });
    const characters = lines.reduce((sum, line) => sum + line.length, 0);
    const isFull = keys.length >= limits.segmentRows / 2 || characters >= limits.segmentCharacters / 2;
    return { name, ...uploaded, rows: keys.length, level: isFull ? FULL : level };
  }
}

/** Writes the head, and returns the log after its acknowledgement. */
async function writeOwnHead(engine: Engine, log: OwnLog, files: Files & { push: Push }): Promise<OwnLog> {
  const { segments, tail, obsolete } = files;
  const { generation, nonce } = files.push;
  const name = headName({ device: log.device, generation, nonce });
  const cursors = await engine.local.readCursors();
  const text = writeHead({
    head: HEAD_VERSION,
    device: log.device,
    name: engine.deviceName,
    generation,
    nonce,
    at: engine.now(),
    previous: log.heads,
    segments,
    seen: Object.fromEntries([...cursors].map(([device, cursor]) => [device, cursor.generation])),
    rows: await engine.local.readRows(tail),
    unreadable: 0,
  });
  const { bytes } = await upload(engine, headPath(name), text);
  engine.onStep({ direction: "up", rows: 0, bytes });
  return {
    ...log,
    generation,
    headBytes: bytes,
    heads: [name, ...log.heads].slice(0, engine.limits.keptHeads),
    intents: [],
    orphans: [...log.orphans, ...log.intents.slice(0, -1)],
    segments,
    tail,
    garbage: [...log.garbage, ...garbageOf(log, { name, generation, obsolete, keptHeads: engine.limits.keptHeads })],
    purge: purgeAfterPush(log, segments),
  };
}

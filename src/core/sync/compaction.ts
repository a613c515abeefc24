// Compaction: merges many small segments into one. Rewrites full segments of which many rows are outdated, and those
// that still hold the content of erased rows.
import type { Engine } from "./engine.ts";
import { FULL, type Segment } from "./head.ts";
import { distinctKeys, keyText, type RowKey } from "./line.ts";
import type { OwnLog } from "./local-store.ts";

export interface Writer {
  write(keys: readonly RowKey[], level: number, replaces?: readonly string[]): Promise<Segment[]>;
}

/** A full segment is rewritten once later segments hold more than this part of its rows. */
const OUTDATED = 0.3;

export interface Compacted {
  segments: Segment[];
  /** Names of the replaced segments. */
  obsolete: string[];
}

interface Given {
  engine: Engine;
  log: OwnLog;
  /** Segments of this push. */
  fresh: readonly Segment[];
}

export async function compact(writer: Writer, { engine, log, fresh }: Given): Promise<Compacted> {
  const work = new Compaction(writer, engine, [...log.segments, ...fresh]);
  if (isPurgeDue(engine, log)) for (const name of log.purge?.segments ?? []) await work.rewrite(name);
  for (let level = 0; level < FULL - 1; level++) await work.mergeLevel(level);
  await work.mergeSmall();
  if (work.merged) await work.rewriteOutdated();
  return { segments: work.segments, obsolete: work.obsolete };
}

/** True if the files of this device have held content of erased rows for the limit, or if the clock was set back. */
export function isPurgeDue({ limits, now }: Engine, { purge }: OwnLog): boolean {
  if (purge === null) return false;
  const elapsed = now() - purge.since;
  return elapsed < 0 || elapsed >= limits.purgeAfterMilliseconds;
}

class Compaction {
  readonly obsolete: string[] = [];
  merged = false;

  constructor(
    private readonly writer: Writer,
    private readonly engine: Engine,
    public segments: Segment[],
  ) {}

  async mergeLevel(level: number): Promise<void> {
    const group = this.segments.filter((segment) => segment.level === level);
    if (group.length >= this.engine.limits.fanIn) await this.merge(group, level + 1);
  }

  /** Bounds the number of segments: without it each level may hold one less than the fan-in. */
  async mergeSmall(): Promise<void> {
    const small = this.segments.filter(({ level }) => level < FULL);
    if (small.length <= this.engine.limits.smallSegments) return;
    const level = Math.max(...small.map((segment) => segment.level));
    await this.merge(small, Math.min(level + 1, FULL - 1));
  }

  private async merge(group: readonly Segment[], level: number): Promise<void> {
    const names = group.map(({ name }) => name);
    const keys = distinctKeys(await this.engine.local.readSegmentKeys(names));
    this.replace(names, await this.writer.write(keys, level, names));
    this.merged = true;
  }

  async rewrite(name: string): Promise<void> {
    const segment = this.segments.find((one) => one.name === name);
    if (segment === undefined) return;
    const keys = await this.engine.local.readSegmentKeys([name]);
    this.replace([name], await this.writer.write(keys, segment.level, [name]));
  }

  /** Rewrites full segments without the rows that later segments hold. */
  async rewriteOutdated(): Promise<void> {
    const full = this.segments.filter(({ level }) => level === FULL);
    const later = new Set<string>();
    for (const segment of [...this.segments].reverse()) {
      const keys = await this.engine.local.readSegmentKeys([segment.name]);
      const current = keys.filter((key) => !later.has(keyText(key)));
      for (const key of keys) later.add(keyText(key));
      if (!full.includes(segment) || current.length > keys.length * (1 - OUTDATED)) continue;
      this.replace([segment.name], await this.writer.write(current, 0, [segment.name]));
    }
  }

  /**
   * Puts the new segments in the place of the last one that they replace, since the list is in the order of writing.
   */
  private replace(names: readonly string[], written: readonly Segment[]): void {
    const last = this.segments.findLastIndex(({ name }) => names.includes(name));
    const [before, after] = [this.segments.slice(0, last), this.segments.slice(last + 1)];
    this.segments = [...before.filter(({ name }) => !names.includes(name)), ...written, ...after];
    this.obsolete.push(...names);
  }
}

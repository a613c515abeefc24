// Damaged files of devices that have been silent for weeks. Such a device cannot send them again, so this one does.
import type { Engine } from "./engine.ts";
import type { Head } from "./head.ts";
import type { Cursor } from "./local-store.ts";
import { HEADS, type HeadName, headName, headPath, parseHeadName, segmentFolder, segmentPath } from "./names.ts";
import { openHead } from "./reading.ts";

/** Within this time a running device has found the damage in its own files. */
const SILENT_MILLISECONDS = 14 * 24 * 60 * 60 * 1000;

/** Marks the rows that damaged files may have held, once for each file. `own`: id of this device. */
export async function carryDamaged(engine: Engine, own: string): Promise<void> {
  const newest = await newestHeads(engine);
  for (const [device, cursor] of await engine.local.readCursors()) {
    const head = newest.get(device);
    if (head === undefined || device === own || !isSilent(engine, cursor.at)) continue;
    const known = cursor.damaged ?? [];
    const damaged = (await damagedFiles(engine, head)).filter((path) => !known.includes(path));
    if (damaged.length === 0) continue;
    await engine.local.oweRowsExcept(new Set([own, ...newest.keys()].filter((other) => other !== device)));
    await engine.local.writeCursor(device, { ...cursor, damaged: [...known, ...damaged] } satisfies Cursor);
  }
}

const isSilent = ({ now }: Engine, at: number): boolean => Math.abs(now() - at) > SILENT_MILLISECONDS;

async function newestHeads({ remote }: Engine): Promise<Map<string, HeadName>> {
  const newest = new Map<string, HeadName>();
  for (const { name } of (await remote.list(HEADS)) ?? []) {
    const head = parseHeadName(name);
    if (head !== null && head.generation >= (newest.get(head.device)?.generation ?? 0)) newest.set(head.device, head);
  }
  return newest;
}

/**
 * The head if it does not open, else its missing segments and those of another length. None if the device is not
 * silent.
 */
async function damagedFiles(engine: Engine, named: HeadName): Promise<string[]> {
  const head: Head | null = await openHead(engine, headName(named), []);
  if (head === null) return [headPath(headName(named))];
  if (!isSilent(engine, head.at)) return [];
  const listed = (await engine.remote.list(segmentFolder(named.device))) ?? [];
  const sizes = new Map(listed.map(({ name, size }) => [name, size]));
  const damaged = head.segments.filter(({ name, bytes }) => sizes.get(name) !== bytes);
  return damaged.map(({ name }) => segmentPath(named.device, name));
}

// Repair of this device's files: after a restored backup, after a place lost files, or after a device disappeared.
import { carryDamaged } from "./damaged.ts";
import { type Engine, newLog } from "./engine.ts";
import type { Segment } from "./head.ts";
import { distinctKeys, type RowKey } from "./line.ts";
import { NOTHING_READ, type OwnLog } from "./local-store.ts";
import { HEADS, headName, headPath, parseHeadName, segmentFolder, segmentPath } from "./names.ts";
import type { RefusedHeads } from "./refused.ts";
import type { Pulled } from "./report.ts";

/** Number of syncs in a row that do not list the newest head, before everything is pushed again. */
const UNLISTED_SYNCS = 3;

interface Looked {
  /** Names in heads/. */
  listed: readonly string[];
  /** The sync's report. */
  pulled: Pulled;
  refused: RefusedHeads;
}

/**
 * The log after a check of the listed heads. A head in this device's name that it did not write means a clone of this
 * profile, or the device's own later state before a backup was restored; it then becomes a new device. `repush`: the
 * place lost the newest head.
 */
export async function checkOwnHeads(
  engine: Engine,
  log: OwnLog,
  { listed, pulled, refused }: Looked,
): Promise<{ log: OwnLog; repush: boolean }> {
  const own = listed.filter((name) => parseHeadName(name)?.device === log.device);
  const known = new Set([
    ...log.heads,
    ...log.intents.map((intent) => headName({ device: log.device, ...intent })),
    ...log.garbage.map(({ path }) => path.slice(HEADS.length + 1)),
    ...log.deletedHeads,
  ]);
  // A server may invent a name, but not a head that opens.
  for (const name of own)
    if (!known.has(name) && (await refused.open(name, pulled.badFiles)) !== null)
      return { log: await fork(engine, log), repush: false };
  const [newest] = log.heads;
  const unlisted = newest === undefined || own.includes(newest) ? 0 : log.unlisted + 1;
  if (unlisted === log.unlisted) return { log, repush: false };
  if (unlisted < UNLISTED_SYNCS) return { log: await store(engine, { ...log, unlisted }), repush: false };
  pulled.rolledBack.push(log.device);
  await engine.local.owe(await carriedKeys(engine, log));
  return {
    log: await store(engine, { ...without(log, log.segments, engine.limits.keptHeads), unlisted: 0, tail: [] }),
    repush: true,
  };
}

/** The log without these segments, which are deleted once no kept head lists them. */
function without(log: OwnLog, dropped: readonly Segment[], keptHeads: number): OwnLog {
  const garbage = dropped.map(({ name }) => ({
    path: segmentPath(log.device, name),
    generation: log.generation + keptHeads,
    segment: name,
  }));
  return {
    ...log,
    segments: log.segments.filter((segment) => !dropped.includes(segment)),
    garbage: [...log.garbage, ...garbage],
  };
}

async function store({ local }: Engine, log: OwnLog): Promise<OwnLog> {
  await local.writeLog(log);
  return log;
}

/** Rows that may exist only in this device's files. */
async function carriedKeys({ local }: Engine, { segments, tail }: OwnLog): Promise<RowKey[]> {
  return distinctKeys([...(await local.readSegmentKeys(segments.map(({ name }) => name))), ...tail]);
}

/** Becomes a new device, and reads the old device's files like those of any other. */
async function fork(engine: Engine, old: OwnLog): Promise<OwnLog> {
  const log = newLog(engine.randomText(10));
  await engine.local.becomeDevice(log, await carriedKeys(engine, old), old.device);
  return log;
}

/** Compares the sizes of this device's segments in the place with its list. Returns how many must be sent again. */
export async function scrub(engine: Engine, log: OwnLog): Promise<number> {
  await carryDamaged(engine, log.device);
  const listed = (await engine.remote.list(segmentFolder(log.device))) ?? [];
  const sizes = new Map(listed.map(({ name, size }) => [name, size]));
  const bad = log.segments.filter(({ name, bytes }) => sizes.get(name) !== bytes);
  if (bad.length === 0) return 0;
  await engine.local.owe(await engine.local.readSegmentKeys(bad.map(({ name }) => name)));
  await store(engine, without(log, bad, engine.limits.keptHeads));
  return bad.length;
}

/** Starts this device's files anew, with everything it knows owed. For a vault that the place lost. */
export async function renew(engine: Engine, log: OwnLog, every: readonly RowKey[]): Promise<void> {
  await engine.local.owe(every);
  for (const device of (await engine.local.readCursors()).keys()) await engine.local.writeCursor(device, NOTHING_READ);
  // The next acknowledgement deletes its earlier files, if the place shows them again.
  const heads = log.heads.map((head) => ({ path: headPath(head), generation: log.generation + 1 }));
  const { device, generation, intents, orphans, garbage, deletedHeads } = without(log, log.segments, 1);
  await store(engine, {
    ...newLog(device),
    generation,
    intents,
    orphans,
    deletedHeads,
    garbage: [...garbage, ...heads],
  });
}

/**
 * Deletes another device's files, once this device has pushed their rows (`oweRowsExcept`). Heads first, since nobody
 * looks for segments without them.
 */
export async function deleteFilesOf({ remote }: Engine, device: string): Promise<void> {
  for (const { name } of (await remote.list(HEADS)) ?? [])
    if (parseHeadName(name)?.device === device) await remote.delete(headPath(name));
  for (const { name } of (await remote.list(segmentFolder(device))) ?? [])
    await remote.delete(segmentPath(device, name));
}

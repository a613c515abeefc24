// Deletion of this device's own files, once no kept head refers to them. No device deletes files of another one, except
// to forget it.
import type { Engine } from "./engine.ts";
import type { Garbage, OwnLog } from "./local-store.ts";
import { HEADS, headName, headPath, segmentFolder, segmentPath, segmentPrefix } from "./names.ts";
import { RemoteFault } from "./remote-store.ts";

interface NewHead {
  name: string;
  generation: number;
  obsolete: readonly string[];
  keptHeads: number;
}

/** Files that the acknowledged head makes obsolete. */
export function garbageOf(log: OwnLog, { name, generation, obsolete, keptHeads }: NewHead): Garbage[] {
  const unused = log.intents.slice(0, -1).map((intent) => headName({ device: log.device, ...intent }));
  const heads = [...log.heads.slice(keptHeads - 1), ...unused].filter((head) => head !== name);
  return [
    ...heads.map((head) => ({ path: headPath(head), generation })),
    ...obsolete.map((segment) => ({
      path: segmentPath(log.device, segment),
      // The kept head before this one still lists it.
      generation: generation + keptHeads - 1,
      segment,
    })),
  ];
}

/** Limit of deleted heads that are remembered. */
const DELETED_HEADS = 30;

/** Deletes files that are due. A file that cannot be deleted stays due. */
export async function collectGarbage(engine: Engine, log: OwnLog): Promise<OwnLog> {
  const left: Garbage[] = [];
  const deleted: string[] = [];
  for (const garbage of log.garbage) {
    const isDeleted = garbage.generation <= log.generation && (await tryTo(() => engine.remote.delete(garbage.path)));
    if (!isDeleted) left.push(garbage);
    else if (garbage.segment === undefined) deleted.push(garbage.path.slice(HEADS.length + 1));
    else await engine.local.dropSegmentKeys(garbage.segment);
  }
  const orphans = (await tryTo(() => deleteOrphans(engine, log))) ? [] : log.orphans;
  if (left.length === log.garbage.length && orphans.length === log.orphans.length) return log;
  const deletedHeads = [...log.deletedHeads, ...deleted].slice(-DELETED_HEADS);
  const cleared = { ...log, garbage: left, orphans, deletedHeads };
  await engine.local.writeLog(cleared);
  return cleared;
}

/** Deletes the segments of pushes that were never acknowledged. */
async function deleteOrphans({ remote }: Engine, { device, orphans }: OwnLog): Promise<void> {
  if (orphans.length === 0) return;
  const prefixes = orphans.map(segmentPrefix);
  for (const { name } of (await remote.list(segmentFolder(device))) ?? [])
    if (prefixes.some((prefix) => name.startsWith(prefix))) await remote.delete(segmentPath(device, name));
}

/** False if the place refused. */
async function tryTo(work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (error instanceof RemoteFault) return false;
    throw error;
  }
}

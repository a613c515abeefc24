// One sync: lists the heads, pulls, repairs, pushes. The process may be killed after every step.
import { isPurgeDue } from "./compaction.ts";
import { type Engine, readLog, SyncFault } from "./engine.ts";
import { collectGarbage } from "./garbage.ts";
import type { Cursor, OwnLog } from "./local-store.ts";
import { HEADS } from "./names.ts";
import { pull } from "./pull.ts";
import { notePurge } from "./purge.ts";
import { push } from "./push.ts";
import { RefusedHeads } from "./refused.ts";
import { namesIn } from "./remote-store.ts";
import { checkOwnHeads } from "./repair.ts";
import type { Pulled } from "./report.ts";

export interface Synced extends Pulled {
  /** Rows sent. */
  pushed: number;
  /** Bytes of this device's files in the place. */
  storedBytes: number;
}

/**
 * Syncs once. Throws a RemoteFault or a SyncFault; nothing is lost then, and the next sync continues where this one
 * ended. `force` pushes a head even if nothing is owed.
 */
export async function syncOnce(engine: Engine, { force = false } = {}): Promise<Synced> {
  let log = await readLog(engine);
  const listed = await listHeads(engine, log);
  const refused = await RefusedHeads.read(engine);
  const pulled = await pull(engine, { listed, own: log.device, refused });
  await engine.afterPull?.(pulled.badFiles);
  log = await settleErasures(engine, log);
  const checked = await checkOwnHeads(engine, log, { listed, pulled, refused });
  await refused.write(engine.local, listed);
  // Deletes files that an earlier sync could not delete.
  log = await collectGarbage(engine, checked.log);
  // A push that died left files. Deleting them needs the acknowledgement of another push.
  let forced = force || checked.repush || log.intents.length > 0;
  let rows = 0;
  for (let more = true; more; ) {
    const done = await push(engine, log, forced || isPurgeDue(engine, log));
    log = done.log;
    rows += done.pushed.rows;
    forced = false;
    more = done.pushed.more || (done.pushed.rows === 0 && isPurgeDue(engine, log));
  }
  return { ...pulled, pushed: rows, storedBytes: bytesOf(log) };
}

/** The kept older heads are about as long as the newest. */
const bytesOf = ({ segments, heads, headBytes = 0 }: OwnLog): number =>
  segments.reduce((sum, { bytes }) => sum + bytes, headBytes * heads.length);

/** Applies other devices' erasures. The purge is noted first, so that it stays due if a kill separates the two. */
async function settleErasures(engine: Engine, log: OwnLog): Promise<OwnLog> {
  const erased = await engine.local.readErasures();
  if (erased.length === 0) return log;
  const noted = await notePurge(engine, log, erased);
  await engine.local.settleErasures();
  return noted;
}

/**
 * Names in heads/. A place that had heads and lists none is missing: the sync concludes nothing from it, and writes
 * nothing.
 */
async function listHeads({ remote, local }: Engine, log: OwnLog): Promise<string[]> {
  const listed = await namesIn(remote, HEADS);
  const hadSome = log.heads.length > 0 || [...(await local.readCursors()).values()].some(isPresent);
  if (listed.length === 0 && hadSome) throw new SyncFault("vault-missing", HEADS);
  return listed;
}

const isPresent = ({ heads, adopted }: Cursor): boolean => heads.length > 0 && adopted !== true;

// Purge: the content of an erased row leaves this device's files within a day.
import type { Engine } from "./engine.ts";
import { keyText, type RowKey } from "./line.ts";
import type { OwnLog } from "./local-store.ts";

/** The log with the files that hold content of the erased rows. Stores it if it changes. */
export async function notePurge(engine: Engine, log: OwnLog, erased: readonly RowKey[]): Promise<OwnLog> {
  if (erased.length === 0 || log.heads.length === 0) return log;
  const texts = new Set(erased.map(keyText));
  const holds = async (name: string): Promise<boolean> =>
    (await engine.local.readSegmentKeys([name])).some((key) => texts.has(keyText(key)));
  const segments = new Set(log.purge?.segments);
  for (const { name } of log.segments) if (await holds(name)) segments.add(name);
  // Replaced segments, which the place still has: enough pushes must follow to delete them.
  let pushes = 0;
  for (const { segment, generation } of log.garbage)
    if (segment !== undefined && (await holds(segment))) pushes = Math.max(pushes, generation - log.generation);
  if (segments.size === 0 && pushes === 0 && !log.tail.some((key) => texts.has(keyText(key)))) return log;
  const since = log.purge?.since ?? engine.now();
  const purge = { since, segments: [...segments], pushes: Math.max(pushes, engine.limits.keptHeads) };
  const noted: OwnLog = { ...log, purge };
  await engine.local.writeLog(noted);
  return noted;
}

/** The rest of the purge after a push that wrote these segments. */
export function purgeAfterPush({ purge }: OwnLog, segments: readonly { name: string }[]): OwnLog["purge"] {
  if (purge === null) return null;
  const left = purge.segments.filter((name) => segments.some((segment) => segment.name === name));
  // From now on no head has the content; the next pushes delete the kept heads before this one.
  const pushes = left.length > 0 ? purge.pushes : purge.pushes - 1;
  return pushes <= 0 ? null : { ...purge, segments: left, pushes };
}

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
  // The place still has replaced segments; as many pushes as for an older head delete them.
  const replaced = log.garbage.flatMap(({ segment }) => segment ?? []);
  const isIn = segments.size > 0 || log.tail.some((key) => texts.has(keyText(key)));
  if (!isIn && !(await someOf(replaced, holds))) return log;
  const since = log.purge?.since ?? engine.now();
  const noted: OwnLog = { ...log, purge: { since, segments: [...segments], pushes: engine.limits.keptHeads } };
  await engine.local.writeLog(noted);
  return noted;
}

async function someOf(names: readonly string[], holds: (name: string) => Promise<boolean>): Promise<boolean> {
  for (const name of names) if (await holds(name)) return true;
  return false;
}

/** The rest of the purge after a push that wrote these segments. */
export function purgeAfterPush({ purge }: OwnLog, segments: readonly { name: string }[]): OwnLog["purge"] {
  if (purge === null) return null;
  const left = purge.segments.filter((name) => segments.some((segment) => segment.name === name));
  // From now on no head has the content; the next pushes delete the kept heads before this one.
  const pushes = left.length > 0 ? purge.pushes : purge.pushes - 1;
  return pushes <= 0 ? null : { ...purge, segments: left, pushes };
}

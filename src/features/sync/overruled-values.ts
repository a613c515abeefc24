// Values that lost against a later edit on another device: shown for 90 days, and restored on request.

import type { Undoable } from "../../core/commands/declare.ts";
import { Refusal } from "../../core/commands/errors.ts";
import type { Payload } from "../../core/commands/index.ts";
import type { LostValue } from "../../core/commands/sync.ts";
import { stampParts } from "../../core/record/stamp.ts";
import type { DisclosureQuestion } from "../../core/sharing/disclosure-diff.ts";
import { clock } from "../../platform/clock.ts";
import { writeIfConfirmed } from "../../record/confirm-disclosure.ts";
import { database } from "../../record/database.ts";
import { dropOverruled } from "../../record/overruled.ts";
import { readSyncStatus } from "../../record/sync-status.ts";
import { SyncStore } from "../../record/sync-store.ts";

/** Newest first. Drops expired ones. */
export async function readLostValues(): Promise<LostValue[]> {
  await dropOverruled(database, clock.now());
  const [rows, names] = await Promise.all([database.history.orderBy("at").reverse().toArray(), deviceNames()]);
  return rows.map(({ n = 0, table, id, field, value, stamp }) => {
    const { milliseconds, device } = stampParts(stamp);
    return { n, table, id, field, value, at: milliseconds, device: names.get(device) ?? "" };
  });
}

async function deviceNames(): Promise<Map<string, string>> {
  const store = new SyncStore();
  const [status, log, cursors] = await Promise.all([readSyncStatus(), store.readLog(), store.readCursors()]);
  const others = [...cursors].map(([id, { name }]): [string, string] => [id, name]);
  return new Map([...others, ...(log === null ? [] : [[log.device, status?.deviceName ?? ""] as const])]);
}

/** Asks like every edit if a company would then read more. Throws a Refusal (`not-found`). */
export async function restoreLostValue({
  n,
  confirmed = false,
}: Payload<"restore-lost-value">): Promise<Undoable | DisclosureQuestion> {
  const lost = await database.history.get(n);
  if (lost === undefined) throw new Refusal("not-found", String(n));
  const { table, id, field, value } = lost;
  const done = await writeIfConfirmed([{ table, id, fields: { [field]: value }, there: true }], confirmed);
  if ("asks" in done) return done;
  await database.history.delete(n);
  return { batch: done.batch };
}

// The user's decision about many erasures that another device made.
import type { Payload } from "../../core/commands/index.ts";
import { fieldsOf, isVisible } from "../../core/record/change.ts";
import { database } from "../../record/database.ts";
import { updateSyncStatus } from "../../record/sync-status.ts";
import { type Edit, write } from "../../record/write.ts";
import { runSync } from "./run-sync.ts";
import { syncAndSchedule } from "./schedule-sync.ts";
import { refuseWhileOff } from "./start-sync.ts";

/** Erases the entries here too, or restores them on every device. */
export async function decideErasures({ erase }: Payload<"decide-erasures">): Promise<object> {
  await refuseWhileOff();
  if (!erase) await keepEntries();
  // A running sync does not know of the decision.
  await runSync();
  await updateSyncStatus({ erasesMany: true });
  await syncAndSchedule();
  await updateSyncStatus({ erasesMany: false });
  return {};
}

/**
 * An erasure is final for its id, so the entries continue as new rows. The sync then erases the old ones here as well.
 */
async function keepEntries(): Promise<void> {
  const held = await database.erasures.toArray();
  await write(async (tables) => {
    const edits: Edit[] = [];
    for (const { table, id, stamp } of held) {
      const row = await tables[table].get(id);
      if (!isVisible(row)) continue;
      const { $del: _, ...fields } = fieldsOf(row);
      // In one write, since a kill in between would leave both or neither.
      edits.push({ table, fields }, { table, row: { id, $h: stamp, $x: stamp } });
    }
    return edits;
  });
}

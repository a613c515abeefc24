// Removing a feeling: hidden at once, undoable for ten minutes, then erased for good with everything it said.

import { isVisible } from "../../core/change.ts";
import type { Payload } from "../../core/command.ts";
import { Refusal } from "../../core/error.ts";
import { clock } from "../../platform/clock.ts";
import { database } from "../../platform/database.ts";
import { write } from "../../platform/write.ts";

const UNDO_MINUTES = 10;

export async function removeFeeling({ id }: Payload<"remove-feeling">): Promise<{ batch: string | null }> {
  const { batch } = await write(async (tables) => {
    if (!isVisible(await tables.feelings.get(id))) throw new Refusal("not-found", id);
    return [{ table: "feelings", id, fields: { $del: true } }];
  });
  return { batch };
}

/** Owed work: erases what was removed more than ten minutes ago, here and in the change log. Idempotent. */
export async function eraseRemovedFeelings(): Promise<void> {
  const due = (await database.trash.toArray()).filter(({ at }) => at <= clock.now() - UNDO_MINUTES * 60_000);
  for (const { id } of due) await write([{ table: "feelings", id, erase: true }]);
}

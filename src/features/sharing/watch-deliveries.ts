// Effects of writes on deliveries. A newly owed one is sent after the time for Undo. An acceptance is kept if another
// device withdrew the delivery without knowing of it.
import { entityOf } from "../../core/record/tables.ts";
import { GRACE_MILLISECONDS } from "../../core/sharing/delivery.ts";
import { isOwed } from "../../core/sharing/delivery-state.ts";
import { clock } from "../../platform/clock.ts";
import { write } from "../../record/write.ts";
import type { RowChange } from "../../record/write-hooks.ts";
import { readFollowedHere } from "./owe-updates.ts";
import { sendDeliveries } from "./send-deliveries.ts";

export async function deliverAfterWrite(changes: readonly RowChange[]): Promise<void> {
  await restoreAccepted(changes);
  if (await isUpdateOwed(changes.filter(isNewText))) void sendDeliveries();
  if (!changes.some(mayOwe)) return;
  void sendDeliveries();
  clock.later(sendDeliveries, GRACE_MILLISECONDS);
}

/**
 * True if this device delivers one of the new texts. Most companies receive no updates, while each edit writes many
 * texts.
 */
async function isUpdateOwed(texts: readonly RowChange[]): Promise<boolean> {
  if (texts.length === 0) return false;
  const followed = await readFollowedHere();
  return texts.some(({ after }) => followed.some((company) => company === after.company));
}

/** True for a new text that a company may read. */
const isNewText = ({ table, before, after }: RowChange): boolean =>
  table === "receipts" && before === undefined && after.direction === "shared";

/** True for a delivery that is newly owed or no longer stopped, and for a grant. False for the sender's own writes. */
function mayOwe({ table, before, after }: RowChange): boolean {
  if (table === "grants") return true;
  if (table !== "deliveries") return false;
  const [was, is] = [entityOf("deliveries", before), entityOf("deliveries", after)];
  if (is === null || !isOwed(is)) return false;
  return was === null || !isOwed(was) || is.attempts < was.attempts;
}

async function restoreAccepted(changes: readonly RowChange[]): Promise<void> {
  const edits = changes.flatMap(({ table, after }) => {
    const delivery = table === "deliveries" ? entityOf("deliveries", after) : null;
    if (delivery?.acceptedAt === undefined || delivery.state === "accepted") return [];
    return [{ table: "deliveries" as const, id: delivery.id, fields: { state: "accepted" } }];
  });
  if (edits.length > 0) await write(edits);
}

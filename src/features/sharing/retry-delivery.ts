// The user's "Try again" and "Send it from here": this device becomes the sender, and the count of attempts starts
// anew.
import { Refusal } from "../../core/commands/errors.ts";
import type { Payload } from "../../core/commands/index.ts";
import { entityOf } from "../../core/record/tables.ts";
import { isOwed } from "../../core/sharing/delivery-state.ts";
import { clock, instantNow } from "../../platform/clock.ts";
import { write } from "../../record/write.ts";
import { senderRow } from "./may-deliver.ts";

/**
 * Throws `not-found` for a delivery that is not owed. The key stays the same, so a company never accepts the text
 * twice.
 */
export async function retryDelivery({ id }: Payload<"retry-delivery">): Promise<object> {
  await write(async (tables) => {
    const delivery = entityOf("deliveries", await tables.deliveries.get(id));
    if (delivery === null || !isOwed(delivery)) throw new Refusal("not-found", id);
    const fields = { attempts: 0, nextAt: instantNow(), stopped: null };
    return { edits: [{ table: "deliveries", id, fields }], meta: [senderRow(id, clock.now())] };
  });
  return {};
}

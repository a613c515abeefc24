// Marks the current claims of a participation file as seen, so that the popup stops listing their changes.
import type { Payload } from "../../core/commands/index.ts";
import { broadcastWrite } from "../../platform/messages/write-channel.ts";
import { database } from "../../record/database.ts";

/** Stores that the user has seen the company's current claims. */
export async function acceptClaims({ host }: Payload<"accept-claims">): Promise<object> {
  await database.participations
    .where("id")
    .equals(host)
    .modify((file) => {
      delete file.before;
    });
  broadcastWrite(["companies"]);
  return {};
}

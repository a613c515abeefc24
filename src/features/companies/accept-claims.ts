// Marks the claims of a participation file as seen, so that the popup stops listing their changes.
import type { Payload } from "../../core/commands/index.ts";
import { broadcastWrite } from "../../platform/messages/write-channel.ts";
import { claimsSeen } from "../../record/participation-store.ts";

/** Stores that the user has seen the claims of this file. If another one has replaced it, the window shows that one. */
export async function acceptClaims({ host, file }: Payload<"accept-claims">): Promise<object> {
  await claimsSeen(host, file);
  broadcastWrite(["companies"]);
  return {};
}

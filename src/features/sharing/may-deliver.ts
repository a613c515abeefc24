// Conditions under which this device may send an owed delivery now.
import { type Delivery, isOwed, type Stopped } from "../../core/sharing/delivery.ts";
import { isLive } from "../../core/sharing/grant.ts";
import { isHostPermitted } from "../../platform/browser/permissions.ts";
import { instantNow } from "../../platform/clock.ts";
import { database, getEntity } from "../../record/database.ts";
import { readGrant } from "../../record/read-record.ts";
import { urlOf } from "../../signal/web-address.ts";

const PREFIX = "sends:";

/** The local row that makes this device the sender. Files and other devices never bring one. */
export const senderRow = (id: string, since: number) => ({ key: `${PREFIX}${id}` as const, since });

/** The deliveries that this device sends. */
export async function readSentHere(): Promise<string[]> {
  const keys = await database.meta.where("key").startsWith(PREFIX).primaryKeys();
  return keys.map((key) => key.slice(PREFIX.length));
}

export const forgetSender = (id: string): Promise<void> => database.meta.delete(`${PREFIX}${id}`);

export const readDelivery = (id: string): Promise<Delivery | null> => getEntity(database, "deliveries", id);

/** Null: nothing stands against it, as far as the grant and the browser's permission go. */
export async function obstacleOf({ company, endpoint }: Delivery): Promise<Exclude<Stopped, "gave-up"> | null> {
  const grant = await readGrant(company);
  if (!isLive(grant ?? undefined, instantNow()) || grant?.parts.feelings !== true) return "not-granted";
  const host = urlOf(endpoint)?.hostname ?? "";
  return (await isHostPermitted(host).catch(() => false)) ? null : "no-permission";
}

/** True if an attempt is due, whatever the obstacles. */
export const isDue = (delivery: Delivery, now: number): boolean =>
  isOwed(delivery) && delivery.stopped !== "gave-up" && Date.parse(delivery.nextAt) <= now;

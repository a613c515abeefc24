// Conditions under which this device may send an owed delivery now.
import type { Delivery, Stopped } from "../../core/sharing/delivery.ts";
import { MOST_DELAY } from "../../core/sharing/delivery-outcome.ts";
import { dataOfDelivery, isOwed, kindOf } from "../../core/sharing/delivery-state.ts";
import { permitsDelivery } from "../../core/sharing/permits-delivery.ts";
import { hasEnded } from "../../core/sharing/shared-plan.ts";
import { hasCome } from "../../core/time/instant.ts";
import { isHostPermitted } from "../../platform/browser/permissions.ts";
import { instantNow, localDate } from "../../platform/clock.ts";
import { database, getEntity } from "../../record/database.ts";
import { readGrant, readTimeZone } from "../../record/read-record.ts";
import { urlOf } from "../../signal/web-address.ts";

const PREFIX = "sends:";

/** The local row that makes this device the sender. It never comes from a file or another device. */
export const senderRow = (id: string, since: number) => ({ key: `${PREFIX}${id}` as const, since });

/** The deliveries that this device sends. */
export async function readSentHere(): Promise<string[]> {
  const keys = await database.meta.where("key").startsWith(PREFIX).primaryKeys();
  return keys.map((key) => key.slice(PREFIX.length));
}

export const forgetSender = (id: string): Promise<void> => database.meta.delete(`${PREFIX}${id}`);

export const readDelivery = (id: string): Promise<Delivery | null> => getEntity(database, "deliveries", id);

/** The obstacle of a delivery, as far as the grant, the plan and the browser's permission go; null if there is none. */
export async function obstacleOf(delivery: Delivery): Promise<Exclude<Stopped, "gave-up"> | null> {
  const { company, endpoint, plan } = delivery;
  const grant = await readGrant(company);
  if (!permitsDelivery(grant ?? undefined, delivery, instantNow())) return "not-granted";
  if (kindOf(delivery) === "plan" && !(await isOpenPlan(plan ?? "", delivery))) return "ended";
  const host = urlOf(endpoint)?.hostname ?? "";
  return (await isHostPermitted(host, dataOfDelivery(delivery)).catch(() => false)) ? null : "no-permission";
}

async function isOpenPlan(id: string, delivery: Delivery): Promise<boolean> {
  const plan = await getEntity(database, "plans", id);
  return plan?.status === "open" && !hasEnded(delivery, localDate(await readTimeZone()));
}

/** True if an attempt is due, whatever its obstacles. */
export const isDue = (delivery: Delivery, now: number): boolean =>
  isOwed(delivery) && delivery.stopped !== "gave-up" && hasCome(Date.parse(delivery.nextAt), MOST_DELAY, now);

// Writes of the sender: an attempt before its request, its outcome, and obstacles. Each reads the row again in its own
// transaction, so that a withdrawal in the meantime has its effect.
import type { Fields } from "../../core/record/change.ts";
import { entityOf } from "../../core/record/tables.ts";
import type { Delivery, Stopped } from "../../core/sharing/delivery.ts";
import { type AttemptOutcome, delayAfter, MOST_ATTEMPTS } from "../../core/sharing/delivery-outcome.ts";
import { isOwed, kindOf } from "../../core/sharing/delivery-state.ts";
import { permitsDelivery } from "../../core/sharing/permits-delivery.ts";
import { clock, instantNow, instantOf, sha256 } from "../../platform/clock.ts";
import { isHeld } from "../../record/held-grants.ts";
import { type Edit, write } from "../../record/write.ts";
import type { DeliveryAnswer } from "../../signal/delivery-answer.ts";
import { isDue, readDelivery } from "./may-deliver.ts";
import { isNewestText } from "./owe-updates.ts";

/** Null clears the obstacle. */
export async function noteObstacle(id: string, obstacle: Stopped | null): Promise<void> {
  await write(async (tables) => {
    const delivery = entityOf("deliveries", await tables.deliveries.get(id));
    return delivery === null || !isOwed(delivery) ? [] : [editOf(id, { stopped: obstacle })];
  });
}

/** Counts the attempt and sets the time of the next one. Null if the delivery may no longer be sent. */
export async function startAttempt(id: string): Promise<Delivery | null> {
  const chance = clock.chance();
  const payloadHash = await sha256((await readDelivery(id))?.body ?? "");
  let begun: Delivery | null = null;
  await write(async (tables) => {
    begun = null;
    const delivery = entityOf("deliveries", await tables.deliveries.get(id));
    if (delivery === null || !isDue(delivery, clock.now())) return [];
    const grant = entityOf("grants", await tables.grants.get(delivery.company)) ?? undefined;
    if (!permitsDelivery(grant, delivery, instantNow())) return [];
    const isUpdate = kindOf(delivery) === "preferences";
    if (isUpdate && !(await isNewestText(tables, delivery))) return [];
    if (kindOf(delivery) !== "withdraw" && (await isHeld(delivery.company))) return [];
    const attempts = delivery.attempts + 1;
    const nextAt = instantOf(clock.now() + delayAfter(attempts, null, chance));
    begun = { ...delivery, attempts, nextAt };
    // Other texts have their receipt from the press on. An update gets one with its first attempt.
    const proof = isUpdate && delivery.attempts === 0 ? [proofOf(delivery, payloadHash)] : [];
    return [editOf(id, { attempts, nextAt }), ...proof];
  });
  return begun;
}

/**
 * An acceptance stays even if the user withdrew the delivery during the request, since the company has the text. A row
 * that was erased in the meantime stays erased.
 */
export async function storeOutcome({ id, attempts }: Delivery, outcome: AttemptOutcome): Promise<void> {
  await write(async (tables) => {
    const delivery = entityOf("deliveries", await tables.deliveries.get(id));
    if (delivery === null) return [];
    if (outcome.kind === "accepted") return acceptance(delivery, outcome.answer);
    if (!isOwed(delivery)) return [];
    const { error: lastError } = outcome;
    if (outcome.kind === "refused")
      return [editOf(id, { state: "refused", lastError, reason: outcome.reason ?? null, stopped: null })];
    const asked = delayAfter(1, outcome.retryAfterSeconds, 0);
    const nextAt = instantOf(Math.max(Date.parse(delivery.nextAt), clock.now() + asked));
    return [editOf(id, { lastError, nextAt, ...(attempts < MOST_ATTEMPTS ? {} : { stopped: "gave-up" }) })];
  });
}

const proofOf = ({ id, company, body }: Delivery, payloadHash: string): Edit => ({
  table: "receipts",
  fields: {
    at: instantNow(),
    company,
    direction: "answered",
    payload: body,
    payloadHash,
    purposes: [],
    delivery: id,
  },
});

/**
 * The company's words become entries of their own, with ids derived from the key, so that every device has one of each.
 */
function acceptance({ id, company }: Delivery, { receipt, reply, promise }: DeliveryAnswer): Edit[] {
  const at = instantNow();
  const from = { by: "company", delivery: id };
  const accepted = { state: "accepted", acceptedAt: at, stopped: null, lastError: null, reference: receipt ?? null };
  const said = (type: string, detail: Fields): Edit => ({
    table: "events",
    id: `${type} ${id}`,
    fields: { at, company, type, detail: { ...detail, ...from } },
  });
  return [
    editOf(id, accepted),
    ...(reply === undefined ? [] : [said("answered", { reply })]),
    ...(promise === undefined ? [] : [said("promise", { text: promise.what, due: promise.by })]),
  ];
}

const editOf = (id: string, fields: Fields): Edit => ({ table: "deliveries", id, fields });

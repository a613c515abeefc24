// Sends the owed deliveries of this device, one after the other. Stores each attempt before the request and its outcome
// after it, always under the same key. A kill at any point loses nothing, and a company that knows the key accepts the
// text once.
import type { Delivery } from "../../core/sharing/delivery.ts";
import { type AttemptOutcome, outcomeOf } from "../../core/sharing/delivery-outcome.ts";
import { isOwed, kindOf } from "../../core/sharing/delivery-state.ts";
import { ringAt } from "../../platform/browser/lifecycle.ts";
import { hideOrigin } from "../../platform/browser/own-requests.ts";
import { clock } from "../../platform/clock.ts";
import { exclusively } from "../../platform/exclusive.ts";
import { RequestFault, safeFetch } from "../../platform/safe-fetch.ts";
import { urlOf } from "../../signal/web-address.ts";
import { forgetSender, isDue, obstacleOf, readDelivery, readSentHere } from "./may-deliver.ts";
import { oweUpdates } from "./owe-updates.ts";
import { dropOwedHosts } from "./owed-hosts.ts";
import { noteObstacle, startAttempt, storeOutcome } from "./store-attempt.ts";

const MOST_BYTES = 65_536;
const MILLISECONDS = 20_000;

let running: Promise<void> | null = null;
let isAskedAgain = false;

/** Sends what is due, and sets the alarm for the rest. One run at a time. Never rejects: the next run repeats a failure. */
export function sendDeliveries(): Promise<void> {
  if (running !== null) isAskedAgain = true;
  running ??= exclusively("regards-deliveries", run)
    .catch((error: unknown) => console.error("deliveries are owed", error))
    .finally(() => {
      running = null;
      if (isAskedAgain) void sendDeliveries();
    });
  return running;
}

async function run(): Promise<void> {
  isAskedAgain = false;
  await oweUpdates();
  const times: number[] = [];
  for (const id of await readSentHere()) {
    const next = await sendOne(id).catch((error: unknown) => {
      console.error("a delivery is owed", error);
      return null;
    });
    if (next !== null) times.push(next);
  }
  if (times.length > 0) ringAt("deliveries", Math.max(clock.now() + 1000, Math.min(...times)));
}

/** The time of the next attempt; null if there is none without the user. */
async function sendOne(id: string): Promise<number | null> {
  const delivery = await readDelivery(id);
  if (delivery === null || (!isOwed(delivery) && delivery.state !== "cancelled")) {
    await forgetSender(id);
    return null;
  }
  if (!isOwed(delivery) || delivery.stopped === "gave-up") return null;
  const obstacle = await obstacleOf(delivery);
  if (obstacle !== (delivery.stopped ?? null)) await noteObstacle(id, obstacle);
  if (obstacle !== null) return null;
  if (!isDue(delivery, clock.now())) return Date.parse(delivery.nextAt);
  // Being offline is not an attempt.
  if (navigator.onLine === false) return clock.now() + OFFLINE_MILLISECONDS;
  await hideOrigin();
  const begun = await startAttempt(id);
  if (begun === null) return null;
  await storeOutcome(begun, await attempt(begun));
  const after = await readDelivery(id);
  if (after !== null && isOwed(after)) return after.stopped === undefined ? Date.parse(after.nextAt) : null;
  await forgetSender(id);
  if (after !== null && kindOf(after) === "withdraw") await dropOwedHosts();
  return null;
}

const OFFLINE_MILLISECONDS = 5 * 60_000;

/** One request. Never throws. */
async function attempt({ id, endpoint, body, handle }: Delivery): Promise<AttemptOutcome> {
  try {
    const { status, headers, bytes } = await safeFetch(endpoint, {
      origin: urlOf(endpoint)?.origin ?? "",
      method: "POST",
      headers: {
        "content-type": "application/json",
        "idempotency-key": id,
        ...(handle === undefined ? {} : { authorization: `CMR ${handle}` }),
      },
      body: new TextEncoder().encode(body),
      atMost: MOST_BYTES,
      milliseconds: MILLISECONDS,
    });
    return outcomeOf({ status, retryAfter: headers.get("retry-after"), bytes }, clock.now());
  } catch (error) {
    return { kind: "later", error: error instanceof RequestFault ? error.code : "unexpected", retryAfterSeconds: null };
  }
}

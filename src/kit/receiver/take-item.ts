// Receives one delivery: checks it, asks the company for its words, and stores it.
import type { IncomingMessage } from "node:http";
import { isCalendarDate } from "../../signal/dates.ts";
import type { ENDPOINTS } from "../../signal/participation-schema.ts";
import { accept, quarantine } from "./accept.ts";
import { checkBody, withdrawnIn } from "./bodies.ts";
import { withdrawItems } from "./erase.ts";
import { withEnd } from "./keep.ts";
import { readBody, SenderFault } from "./read-body.ts";
import type { ReceiverOptions } from "./receiver-options.ts";
import { type KnownCustomer, keyIn } from "./request-headers.ts";
import type { Item, Outcome, Storage, Words } from "./store.ts";
import { type ItemSender, subjectOf } from "./subject.ts";

export interface EndpointAnswer {
  status: number;
  body: object;
  /** `body` as text; without it the receiver writes it. */
  text?: string;
  headers?: Readonly<Record<string, string>>;
}

export type Endpoint = (typeof ENDPOINTS)[number];

const KINDS_BY_ENDPOINT = {
  feelings: "feeling",
  answers: "answer",
  plans: "plan",
  preferences: "preferences",
} as const;

export interface Delivered {
  request: IncomingMessage;
  customer: KnownCustomer | null;
  endpoint: Exclude<Endpoint, "data">;
}

export interface DeliveryContext {
  options: ReceiverOptions;
  storage: Storage;
  inProgress: Set<string>;
}

/** Throws a SenderFault for everything that is not accepted. */
export async function deliver(
  { request, customer, endpoint }: Delivered,
  context: DeliveryContext,
): Promise<EndpointAnswer> {
  const key = keyIn(request);
  const text = await readBody(request);
  const withdrawn = endpoint === "withdraw" ? withdrawnIn(text) : null;
  if (endpoint === "withdraw" && withdrawn === null) throw new SenderFault(400, "The text names nothing to withdraw.");
  const needsHandle = endpoint === "preferences" || withdrawn === "all";
  if (needsHandle && customer === null) throw new SenderFault(401, "This needs the handle that the company gave.");
  const { secret } = context.storage;
  const sender: ItemSender = customer === null ? { key: withdrawn ?? key } : { handle: customer.handle };
  const place = { subject: subjectOf(secret, sender), key };
  const claim = `${place.subject} ${key}`;
  if (context.inProgress.has(claim)) throw new SenderFault(409, "The same text is being processed.", 1);
  context.inProgress.add(claim);
  try {
    if (endpoint === "withdraw")
      return answerTo(await withdrawItems(context.storage, { ...place, text }, withdrawn === "all" ? null : withdrawn));
    const kind = KINDS_BY_ENDPOINT[endpoint];
    return await take({ ...place, kind, known: customer !== null, text }, customer?.customer ?? null, context);
  } finally {
    context.inProgress.delete(claim);
  }
}

async function take(
  item: Item,
  customer: string | null,
  { options, storage }: DeliveryContext,
): Promise<EndpointAnswer> {
  const result = checkBody(item.kind, item.text, storage.now().getTime());
  if (!result.ok) {
    if (result.broken) throw new SenderFault(400, `The text is invalid: ${result.reason}.`);
    const earlier = await quarantine(storage, item, result.reason);
    if (earlier !== null) return answerTo(earlier);
    throw new SenderFault(400, `The text is kept for 30 days, but is invalid: ${result.reason}.`);
  }
  const checked = withEnd({ kind: item.kind, checked: result.checked }, options, storage.now().getTime());
  const words = checkWords((await options.respond?.({ kind: item.kind, customer, body: checked.body })) ?? {});
  return answerTo(await accept(storage, item, { checked, words }));
}

function checkWords({ reply, promise }: Words): Words {
  if (reply !== undefined && !isShort(reply)) throw new RangeError("a reply is a text of at most 280 characters");
  if (promise !== undefined && !(isShort(promise.what) && promise.by.length === 10 && isCalendarDate(promise.by)))
    throw new RangeError("a promise has at most 280 characters and a date");
  return { ...(reply === undefined ? {} : { reply }), ...(promise === undefined ? {} : { promise }) };
}

/** Takes any value: the company's program need not be typed. */
const isShort = (value: unknown): boolean => typeof value === "string" && value.length <= 280;

function answerTo(outcome: Outcome): EndpointAnswer {
  if (outcome.state === "other-body") throw new SenderFault(422, "This Idempotency-Key was used for another text.");
  return { status: 200, body: outcome.acceptance };
}

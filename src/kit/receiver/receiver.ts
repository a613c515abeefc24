// The endpoints of a company, as a handler for node:http, Express and Connect.
import type { IncomingMessage, ServerResponse } from "node:http";
import { type CheckedBody, checkBody, type ItemKind, KEY, withdrawnIn } from "./bodies.ts";
import { Busy, type ReceiverDatabase } from "./database.ts";
import { type RateLimit, rateLimiter } from "./limits.ts";
import { createMetrics, type Metrics } from "./metrics.ts";
import { readBody, SenderFault } from "./read-body.ts";
import {
  accept,
  type Item,
  markReplaced,
  type Outcome,
  quarantine,
  type Storage,
  type Words,
  withdrawItems,
} from "./store.ts";
import { checkSecret, customerOf, type ItemSender, subjectOf } from "./subject.ts";

/** An accepted item, as the company's program sees it. */
export interface ReceivedItem {
  kind: ItemKind;
  /** The company's own id of the customer; null if the customer sent it anonymously. */
  customer: string | null;
  body: CheckedBody["body"];
}

export interface ReceiverOptions {
  database: ReceiverDatabase;
  /** At least 32 characters. Handles and subjects follow from it: keep it as you keep the data. */
  secret: string;
  /** Path before the endpoints' names. */
  base?: string;
  /** The words that an acceptance carries. May run again for an item that was not stored, and must change nothing. */
  respond?: (item: ReceivedItem) => Words | Promise<Words>;
  /** The customer's data, for "get my data": schema.org objects. Without it the endpoint does not exist. */
  data?: (customer: string) => Promise<readonly unknown[]>;
  /** Names the client that a rate limit counts. The default is the address of the connection. */
  clientOf?: (request: IncomingMessage) => string;
  rateLimit?: RateLimit;
  log?: (entry: Readonly<Record<string, unknown>>) => void;
  now?: () => Date;
}

export interface Receiver {
  /** Answers the endpoints, and passes anything else to `next`; without `next` it answers 404. */
  handle(request: IncomingMessage, response: ServerResponse, next?: () => void): Promise<void>;
  metrics: Metrics;
  storage: Storage;
}

interface Answer {
  status: number;
  body: object;
  headers?: Readonly<Record<string, string>>;
}

const ENDPOINTS = ["feelings", "answers", "plans", "preferences", "withdraw", "data"] as const;
type Endpoint = (typeof ENDPOINTS)[number];

const KINDS_BY_ENDPOINT = {
  feelings: "feeling",
  answers: "answer",
  plans: "plan",
  preferences: "preferences",
} as const;

const RATE_LIMIT: RateLimit = { burst: 60, perMinute: 120 };
const RETRY_SECONDS = 30;

export function createReceiver(options: ReceiverOptions): Receiver {
  const { database, secret, base = "/cmr", now = () => new Date(), log = () => undefined } = options;
  checkSecret(secret);
  const metrics = createMetrics();
  const storage: Storage = { database, secret, now };
  const answer = answering(options, storage);

  return {
    metrics,
    storage,
    async handle(request, response, next) {
      const started = performance.now();
      const path = (request.url ?? "").split("?")[0];
      const endpoint = ENDPOINTS.find((name) => path === `${base}/${name}`);
      if (endpoint === undefined && next !== undefined) return next();
      const {
        status,
        body,
        headers = {},
      } = endpoint === undefined
        ? fault(new SenderFault(404, "There is no such address."))
        : await answer(request, endpoint);
      send(request, response, { status, body, headers });
      const seconds = (performance.now() - started) / 1000;
      metrics.count(endpoint ?? "none", status, seconds);
      // Neither key, handle, address nor text: only what an operator needs.
      const error = status >= 500 && "cause" in body ? { error: String(body.cause) } : {};
      log({ at: now().toISOString(), endpoint: endpoint ?? "none", status, ms: Math.round(seconds * 1000), ...error });
    },
  };
}

function send(request: IncomingMessage, response: ServerResponse, { status, body, headers }: Required<Answer>): void {
  // An unread rest of the body must not be taken for the next request.
  const rest = request.complete ? {} : { Connection: "close" };
  request.resume();
  const shown = JSON.stringify(body, (name, value) => (name === "cause" ? undefined : value));
  response.writeHead(status, {
    "Content-Type": "application/json",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    ...rest,
    ...headers,
  });
  response.end(shown);
}

function fault({ status, message, retryAfterSeconds }: SenderFault): Answer {
  const headers = retryAfterSeconds === null ? {} : { "Retry-After": String(retryAfterSeconds) };
  return { status, body: { error: message }, headers };
}

/** Never rejects: a fault becomes its status, anything unexpected 500 or 503. */
function answering(options: ReceiverOptions, storage: Storage) {
  const { rateLimit = RATE_LIMIT, clientOf = ({ socket }) => socket.remoteAddress ?? "" } = options;
  const waitOf = rateLimiter(rateLimit);
  const inProgress = new Set<string>();
  return async (request: IncomingMessage, endpoint: Endpoint): Promise<Answer> => {
    try {
      const method = endpoint === "data" ? "GET" : "POST";
      if (endpoint === "data" && options.data === undefined) throw new SenderFault(404, "There is no such address.");
      if (request.method !== method)
        return { status: 405, body: { error: `Use ${method}.` }, headers: { Allow: method } };
      const wait = waitOf(clientOf(request), storage.now().getTime());
      if (wait > 0) throw new SenderFault(429, "Too many requests. Try again later.", wait);
      const customer = customerIn(request, storage.secret);
      if (endpoint === "data") return await dataOf(options, customer);
      return await deliver({ request, customer, endpoint }, { options, storage, inProgress });
    } catch (error) {
      if (error instanceof SenderFault) return fault(error);
      if (error instanceof Busy) return fault(new SenderFault(409, "The same text is on its way.", 1));
      const failed = new SenderFault(503, "The server could not store this. Try again later.", RETRY_SECONDS);
      const answer = fault(failed);
      return { ...answer, body: { ...answer.body, cause: causeOf(error) } };
    }
  };
}

/** Class and code of an error. Messages of a database may quote values, so they stay out of the log. */
const causeOf = (error: unknown): string =>
  error instanceof Error ? `${error.name}${"code" in error ? ` ${String(error.code)}` : ""}` : "unknown";

interface Known {
  handle: string;
  customer: string;
}

/** Null without a handle. Throws for one that this company did not give. */
function customerIn(request: IncomingMessage, secret: string): Known | null {
  const given = request.headers.authorization;
  if (given === undefined) return null;
  const handle = /^CMR ([\x21-\x7e]{1,128})$/.exec(given)?.[1] ?? "";
  const customer = customerOf(secret, handle);
  if (customer === null) throw new SenderFault(401, "This handle is not known here.");
  return { handle, customer };
}

async function dataOf({ data }: ReceiverOptions, known: Known | null): Promise<Answer> {
  if (known === null) throw new SenderFault(401, "This needs the handle that the company gave.");
  return { status: 200, body: { cmr: "0.1", data: (await data?.(known.customer)) ?? [] } };
}

interface Received {
  request: IncomingMessage;
  customer: Known | null;
  endpoint: Exclude<Endpoint, "data">;
}

interface Context {
  options: ReceiverOptions;
  storage: Storage;
  inProgress: Set<string>;
}

async function deliver({ request, customer, endpoint }: Received, context: Context): Promise<Answer> {
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
  if (context.inProgress.has(claim)) throw new SenderFault(409, "The same text is on its way.", 1);
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

function keyIn(request: IncomingMessage): string {
  const { "content-type": type = "", "content-encoding": coding, "idempotency-key": key } = request.headers;
  if (!/^application\/json(?:\s*;|$)/i.test(type) || coding !== undefined)
    throw new SenderFault(415, "The text must be JSON, sent as application/json without compression.");
  if (typeof key !== "string" || !KEY.test(key))
    throw new SenderFault(400, "Idempotency-Key must have 16 to 64 letters, digits, - or _.");
  return key;
}

async function take(item: Item, customer: string | null, { options, storage }: Context): Promise<Answer> {
  const result = checkBody(item.kind, item.text, storage.now().getTime());
  if (!result.ok) {
    if (result.broken) throw new SenderFault(400, `The text does not fit: ${result.reason}.`);
    const earlier = await quarantine(storage, item, result.reason);
    if (earlier !== null) return answerTo(earlier);
    throw new SenderFault(400, `The text does not fit: ${result.reason}. It is kept for 30 days.`);
  }
  const { checked } = result;
  const words = checkWords((await options.respond?.({ kind: item.kind, customer, body: checked.body })) ?? {});
  const outcome = await accept(storage, item, { checked, words });
  // An anonymous item names its predecessor, stored under another subject: a transaction of its own.
  if (checked.replaces !== null && outcome.state !== "other-body") {
    const subject = subjectOf(storage.secret, { key: checked.replaces });
    await markReplaced(storage, { subject, key: checked.replaces }, item.kind);
  }
  return answerTo(outcome);
}

function checkWords({ reply, promise }: Words): Words {
  if (reply !== undefined && reply.length > 280) throw new RangeError("a reply has more than 280 characters");
  if (promise !== undefined && (promise.what.length > 280 || !/^\d{4}-\d\d-\d\d$/.test(promise.by)))
    throw new RangeError("a promise has at most 280 characters and a date");
  return { ...(reply === undefined ? {} : { reply }), ...(promise === undefined ? {} : { promise }) };
}

function answerTo(outcome: Outcome): Answer {
  if (outcome.state === "other-body") throw new SenderFault(422, "This Idempotency-Key was used for another text.");
  return { status: 200, body: outcome.acceptance };
}

// The endpoints of a company, as a handler for node:http, Express and Connect.
import type { IncomingMessage, ServerResponse } from "node:http";
import { ENDPOINTS } from "../../signal/participation-schema.ts";
import { Busy } from "./database.ts";
import { checkKeepAnswers, checkQuestions } from "./keep.ts";
import { type RateLimit, rateLimiter } from "./limits.ts";
import { createMetrics, type Metrics } from "./metrics.ts";
import { SenderFault } from "./read-body.ts";
import type { ReceiverOptions } from "./receiver-options.ts";
import { type CompanyReport, makeReport } from "./report.ts";
import { customerIn, type KnownCustomer } from "./request-headers.ts";
import type { Storage } from "./store.ts";
import { armFor } from "./studies.ts";
import { type Arm, checkPlan, StudyRefused } from "./study.ts";
import { checkSecret } from "./subject.ts";
import { deliver, type Endpoint, type EndpointAnswer } from "./take-item.ts";

export interface Receiver {
  /** Serves the endpoints, and passes anything else to `next`; without `next` it answers 404. */
  handle(request: IncomingMessage, response: ServerResponse, next?: () => void): Promise<void>;
  /** The customer's arm in a study of the options: `armFor` in studies.ts. Throws for an unknown study. */
  armFor(study: string, customer: string, document?: unknown): Promise<Arm | null>;
  report(): Promise<CompanyReport>;
  metrics: Metrics;
  storage: Storage;
}

const RATE_LIMIT: RateLimit = { burst: 60, perMinute: 120 };
const RETRY_SECONDS = 30;

export function createReceiver(options: ReceiverOptions): Receiver {
  const { database, secret, base = "/cmr", now = () => new Date(), log = () => undefined } = options;
  checkSecret(secret);
  // No request has a path of another form, so that nothing would be answered.
  if (!/^(?:\/[^\s/?#]+)*$/.test(base)) throw new RangeError(`The base "${base}" is not a path such as /cmr.`);
  const metrics = createMetrics();
  const storage: Storage = { database, secret, now };
  const questions = checkQuestions(options.questions ?? []);
  const keepAnswers = checkKeepAnswers(options.keepAnswers);
  const answer = answering({ ...options, questions, keepAnswers }, storage);
  const studies = (options.studies ?? []).map(checkPlan);

  return {
    metrics,
    storage,
    async armFor(study, customer, document) {
      const plan = studies.find(({ name }) => name === study);
      if (plan === undefined) throw new StudyRefused(`There is no study "${study}".`);
      return armFor(storage, plan, { customer, document });
    },
    report: () => makeReport(storage, { questions, studies }),
    async handle(request, response, next) {
      const started = performance.now();
      const path = (request.url ?? "").split("?")[0];
      const endpoint = ENDPOINTS.find((name) => path === `${base}/${name}`);
      if (endpoint === undefined && next !== undefined) return next();
      const answered =
        endpoint === undefined
          ? fault(new SenderFault(404, "There is no such address."))
          : await answer(request, endpoint);
      send(request, response, answered);
      const { status, body } = answered;
      const seconds = (performance.now() - started) / 1000;
      metrics.count(endpoint ?? "none", status, seconds);
      // Neither key, handle, address nor text: only the information that an operator needs.
      const error = status >= 500 && "cause" in body ? { error: String(body.cause) } : {};
      log({ at: now().toISOString(), endpoint: endpoint ?? "none", status, ms: Math.round(seconds * 1000), ...error });
    },
  };
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  { status, body, text, headers }: EndpointAnswer,
): void {
  // The unread rest of a body must not be parsed as the next request.
  const rest = request.complete ? {} : { Connection: "close" };
  request.resume();
  const shown = text ?? JSON.stringify(body, (name, value) => (name === "cause" ? undefined : value));
  response.writeHead(status, {
    "Content-Type": "application/json",
    // Without it Node sends the answer in chunks.
    "Content-Length": Buffer.byteLength(shown),
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    ...rest,
    ...headers,
  });
  response.end(shown);
}

function fault({ status, message, retryAfterSeconds }: SenderFault): EndpointAnswer {
  const headers = retryAfterSeconds === null ? {} : { "Retry-After": String(retryAfterSeconds) };
  // The sender shows at most 200 characters.
  return { status, body: { reason: message.slice(0, 200) }, headers };
}

/** Never rejects: a fault becomes its status, any other error 500 or 503. */
function answering(options: ReceiverOptions, storage: Storage) {
  const { rateLimit = RATE_LIMIT, clientOf = ({ socket }) => socket.remoteAddress ?? "" } = options;
  const waitOf = rateLimiter(rateLimit);
  const inProgress = new Set<string>();
  return async (request: IncomingMessage, endpoint: Endpoint): Promise<EndpointAnswer> => {
    try {
      const method = endpoint === "data" ? "GET" : "POST";
      if (endpoint === "data" && options.data === undefined) throw new SenderFault(404, "There is no such address.");
      if (request.method !== method)
        return { status: 405, body: { reason: `Use ${method}.` }, headers: { Allow: method } };
      const wait = waitOf(clientOf(request), storage.now().getTime());
      if (wait > 0) throw new SenderFault(429, "Too many requests. Try again later.", wait);
      const customer = customerIn(request, storage.secret);
      if (endpoint === "data") return await dataOf(options, customer);
      return await deliver({ request, customer, endpoint }, { options, storage, inProgress });
    } catch (error) {
      if (error instanceof SenderFault) return fault(error);
      if (error instanceof Busy) return fault(new SenderFault(409, "The same text is being processed.", 1));
      const failed = new SenderFault(503, "The server could not store this. Try again later.", RETRY_SECONDS);
      const answer = fault(failed);
      return { ...answer, body: { ...answer.body, cause: causeOf(error) } };
    }
  };
}

/** Class and code of an error. Messages of a database may quote values, so they are not logged. */
const causeOf = (error: unknown): string =>
  error instanceof Error ? `${error.name}${"code" in error ? ` ${String(error.code)}` : ""}` : "unknown";

async function dataOf({ data }: ReceiverOptions, known: KnownCustomer | null): Promise<EndpointAnswer> {
  if (known === null) throw new SenderFault(401, "This needs the handle that the company gave.");
  const rows = (await data?.(known.customer)) ?? [];
  if (!Array.isArray(rows)) throw new TypeError("the customer's data is no list");
  const body = { "@context": "https://schema.org", "@graph": rows };
  // Here, so that objects that cannot be written are a fault like any other.
  return { status: 200, body, text: JSON.stringify(body) };
}

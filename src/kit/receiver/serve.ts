// Runs a receiver as its own server: the endpoints on one port, health and metrics on another.
import type { IncomingMessage, ServerResponse } from "node:http";
import { endAnswers, tidy } from "./housekeeping.ts";
import type { KeepRules } from "./keep.ts";
import { readBody, SenderFault } from "./read-body.ts";
import type { Receiver } from "./receiver.ts";
import { faultPage, REPORT_POLICY, REPORT_STYLE, reportPage } from "./report-page.ts";
import { stoppableServer } from "./stoppable-server.ts";
import { StudyRefused } from "./study.ts";

export interface ServeOptions {
  /** Port of the endpoints, behind the company's own https. */
  host: string;
  port: number;
  /** Port of `/healthz`, `/metrics` and `/report`, for the company's own network. */
  operationsHost: string;
  operationsPort: number;
  /** For answers that an earlier version stored without an end. */
  rules?: KeepRules;
}

export interface Running {
  port: number;
  operationsPort: number;
  /** Accepts no new request, completes those in progress, and closes the database. */
  stop(): Promise<void>;
}

const TIDY_MILLISECONDS = 3_600_000;

export async function serve(receiver: Receiver, options: ServeOptions): Promise<Running> {
  const { host, port, operationsHost, operationsPort, rules } = options;
  let isStopping = false;
  const endpoints = stoppableServer((request, response) => void receiver.handle(request, response));
  const operations = stoppableServer((request, response) => void operate(receiver, { request, response, isStopping }));
  await endpoints.listen(port, host);
  await operations.listen(operationsPort, operationsHost).catch(async (error: unknown) => {
    await endpoints.stop();
    throw error;
  });
  let hasEnds = false;
  // If the database does not answer, the next try is in an hour. At the start too: no process may last an hour.
  const tidied = async (): Promise<void> => {
    if (!hasEnds) await endAnswers(receiver.storage, rules);
    hasEnds = true;
    await tidy(receiver.storage);
  };
  void tidied().catch(() => undefined);
  const tidying = setInterval(() => void tidied().catch(() => undefined), TIDY_MILLISECONDS);
  return {
    port: endpoints.port(),
    operationsPort: operations.port(),
    async stop() {
      if (isStopping) return;
      isStopping = true;
      clearInterval(tidying);
      await Promise.all([endpoints.stop(), operations.stop()]);
      await receiver.storage.database.close();
    },
  };
}

interface Operation {
  request: IncomingMessage;
  response: ServerResponse;
  isStopping: boolean;
}

type Text = (status: number, body: string, type?: string) => void;

async function operate(receiver: Receiver, { request, response, isStopping }: Operation): Promise<void> {
  const text: Text = (status, body, type = "text/plain; charset=utf-8") => {
    response.writeHead(status, { "Content-Type": type, "Cache-Control": "no-store" });
    response.end(body);
  };
  const path = (request.url ?? "").split("?")[0];
  if (path === "/metrics") return text(200, receiver.metrics.text(), "text/plain; version=0.0.4; charset=utf-8");
  if (path === "/report") return showReport(receiver, response);
  if (path === "/arm") return tellArm(receiver, request, text);
  if (path === "/report.css") return text(200, REPORT_STYLE, "text/css; charset=utf-8");
  if (path !== "/healthz") return text(404, "not found\n");
  if (isStopping) return text(503, "stopping\n");
  await receiver.storage.database.check().then(
    () => text(200, "ok\n"),
    () => text(503, "the database does not answer\n"),
  );
}

/**
 * `{ "study": …, "customer": … }`, and `document` if the customer sent one. Answers the arm, or null. For the company's
 * own servers.
 */
async function tellArm(receiver: Receiver, request: IncomingMessage, text: Text): Promise<void> {
  const json = (status: number, body: object): void => text(status, JSON.stringify(body), "application/json");
  if (request.method !== "POST") return json(405, { reason: "Use POST." });
  try {
    const asked: unknown = JSON.parse(await readBody(request));
    const { study, customer, document }: { study?: unknown; customer?: unknown; document?: unknown } =
      typeof asked === "object" && asked !== null ? asked : {};
    if (typeof study !== "string" || typeof customer !== "string")
      return json(400, { reason: "study and customer must be texts." });
    json(200, { arm: await receiver.armFor(study, customer, document) });
  } catch (error) {
    const isSenders = error instanceof SenderFault || error instanceof SyntaxError || error instanceof RangeError;
    if (isSenders || error instanceof StudyRefused) return json(400, { reason: error.message });
    json(503, { reason: "The database does not answer." });
  }
}

async function showReport(receiver: Receiver, response: ServerResponse): Promise<void> {
  const page = await receiver
    .report()
    .then(reportPage, (error: unknown) => (error instanceof StudyRefused ? faultPage(error.message) : null));
  response.writeHead(page === null ? 503 : 200, {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-store",
    "Content-Security-Policy": REPORT_POLICY,
    "X-Content-Type-Options": "nosniff",
  });
  response.end(page ?? "<!doctype html><title>Report</title><p>The database does not answer.");
}

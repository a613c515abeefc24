// Northbank: a small bank that takes part, on Express. It reads the header of each request, the document that its page
// posts, and the deliveries of customers.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import express from "express";
import { createDeliveries } from "./deliveries.mjs";
import {
  decodeDocument,
  expressPreferences,
  PARTICIPATION_PATH,
  REPORT_POLICY,
  REPORT_STYLE,
  reportPage,
  SDK_FOLDER,
} from "./kits.mjs";
import { accountsPage, homePage, missingPage, mortgagePage } from "./pages.mjs";
import { staffPage } from "./staff.mjs";
import { createVisitors } from "./visitors.mjs";

const JAVASCRIPT = "text/javascript; charset=utf-8";
const FILES = {
  [PARTICIPATION_PATH]: ["participation.json", "application/json"],
  "/customer.js": ["public/customer.js", JAVASCRIPT],
  "/promise.txt": ["promise.txt", "text/plain; charset=utf-8"],
  "/bank.css": ["public/bank.css", "text/css; charset=utf-8"],
};
const SDK_FILE = /^\/sdk\/((?:[a-z]+\/)*[a-z-]+\.js)$/;
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'self'";
const MOST_BYTES = 65_536;

/** Returns a `node:http` server that does not listen yet. It stores data about customers only in memory. */
export function createNorthbank() {
  const deliveries = createDeliveries();
  const server = createServer(application(deliveries));
  server.once("close", () => void deliveries.close());
  return server;
}

function application(deliveries) {
  const visitors = createVisitors(deliveries.handleOf);
  const app = express();
  app.disable("x-powered-by");
  app.use((_, response, next) => {
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "same-origin");
    next();
  });
  app.use(deliveries.handle);
  for (const [path, [file, type]] of Object.entries(FILES))
    app.get(path, (_, response) => sendFile(response, new URL(file, import.meta.url), type));
  app.get("/report.css", (_, response) => send(response, 200, "text/css; charset=utf-8", REPORT_STYLE));
  app.get(SDK_FILE, (request, response) => sendFile(response, new URL(request.params[0], SDK_FOLDER), JAVASCRIPT));

  // Reads the request header, and sets response headers that keep caches from mixing up visitors. Files need neither.
  app.use(expressPreferences());
  app.get("/log", (request, response) => sendLog(response, visitors.of(request)));
  app.post("/seen", ownPage(visitors), express.text({ type: "application/json", limit: MOST_BYTES }), keep(visitors));
  app.use(asVisitor(visitors));
  app.get("/", page(homePage));
  app.get("/accounts", page(accountsPage));
  app.get("/mortgage", page(mortgagePage));
  app.get("/staff", async (request, response) => {
    const { feelings, document } = await deliveries.received();
    const posted = visitors.latest();
    const latest = posted === null || document?.at > posted.at ? document : posted;
    const query = new URL(request.url, "http://northbank.localhost").searchParams;
    sendPage(response, 200, staffPage({ query, latest, feelings }));
  });
  // The receiver's own report: numbers of customers by wants and feelings, without identities.
  app.get("/report", async (_, response) => {
    response.setHeader("Content-Security-Policy", REPORT_POLICY);
    send(response, 200, "text/html; charset=utf-8", reportPage(await deliveries.report()));
  });
  app.use((_, response) => sendPage(response, 404, missingPage()));
  app.use(fail);
  return app;
}

/** Sets `request.visitor`. The first page begins a session. */
const asVisitor = (visitors) => (request, response, next) => {
  if (request.method !== "GET" && request.method !== "HEAD") return send(response, 405, "text/plain", "");
  request.visitor = visitors.of(request) ?? visitors.begin(response);
  visitors.note(request.visitor, request);
  next();
};

const page = (draw) => (request, response) =>
  sendPage(
    response,
    200,
    draw({
      header: request.headers["sec-cmr-preferences"] ?? null,
      preferences: request.customerPreferences,
      handle: request.visitor.handle,
    }),
  );

/** Admits only the bank's own page, which posts the customer's document: JSON, same origin, with the bank's cookie. */
const ownPage = (visitors) => (request, response, next) => {
  const visitor = visitors.of(request);
  if (visitor !== null) visitors.note(visitor, request);
  // Refuses a request without this header.
  const isOwn = request.headers["sec-fetch-site"] === "same-origin";
  const isJson = /^application\/json\b/.test(request.headers["content-type"] ?? "");
  if (visitor === null || !isOwn || !isJson) return send(response, 403, "text/plain", "");
  request.visitor = visitor;
  next();
};

const keep = (visitors) => (request, response) => {
  const text = request.body ?? "";
  const result = decodeDocument(text === "null" ? null : text);
  if (result.state === "invalid") return send(response, 400, "text/plain", result.reason);
  visitors.store(request.visitor, result.state === "preferences" ? result.preferences : null);
  response.writeHead(204).end();
};

/** Sends the visitor's own requests only; `visitor` is null for a stranger, who gets an empty list. */
function sendLog(response, visitor) {
  response.setHeader("Cache-Control", "no-store");
  send(response, 200, "application/json", JSON.stringify(visitor?.requests ?? []));
}

async function sendFile(response, url, type) {
  const body = await readFile(url).catch(() => null);
  // The same for everybody. Expires soon, so that changes arrive.
  if (body !== null) response.setHeader("Cache-Control", "public, max-age=60");
  send(response, body === null ? 404 : 200, type, body ?? "");
}

function sendPage(response, status, content) {
  response.setHeader("Content-Security-Policy", POLICY);
  send(response, status, "text/html; charset=utf-8", String(content));
}

function send(response, status, type, body) {
  response.writeHead(status, { "Content-Type": type });
  response.end(body);
}

/** Express recognises an error handler by its four parameters. The error of a body that is too long has a status. */
function fail(error, _request, response, _next) {
  const { status = 500 } = error;
  if (status >= 500) console.error(error);
  if (!response.headersSent) response.writeHead(status);
  response.end();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const port = Number(process.env.PORT ?? 8787);
  createNorthbank().listen(port, "127.0.0.1", () => console.log(`Northbank: http://northbank.localhost:${port}`));
}

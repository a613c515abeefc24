// Northbank: a small bank that takes part. It reads the header of each request, and the document that its page hands
// in.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { answerDataRequest } from "./data.mjs";
import { createFeelings } from "./feelings.mjs";
import { accountsPage, homePage, missingPage, mortgagePage } from "./pages.mjs";
import { decodeDocument, expressPreferences, PARTICIPATION_PATH, SDK_FOLDER } from "./sdk.mjs";
import { staffPage } from "./staff.mjs";
import { createVisitors } from "./visitors.mjs";

const PAGES = { "/": homePage, "/accounts": accountsPage, "/mortgage": mortgagePage, "/staff": staffPage };
const FILES = {
  [PARTICIPATION_PATH]: ["participation.json", "application/json"],
  "/customer.js": ["public/customer.js", "text/javascript; charset=utf-8"],
  "/promise.txt": ["promise.txt", "text/plain; charset=utf-8"],
  "/bank.css": ["public/bank.css", "text/css; charset=utf-8"],
};
const DELIVERIES = ["/cmr/feelings", "/cmr/answers"];
const CONTENT_SECURITY_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'self'";
const MOST_CHARACTERS = 65_536;

/** A `node:http` server that does not listen yet. Its data about customers is lost with it. */
export function createNorthbank() {
  const visitors = createVisitors();
  const feelings = createFeelings();
  const readHeader = expressPreferences();

  return createServer((request, response) => {
    const fail = (error) => {
      console.error(error);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    };
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "same-origin");
    const [path] = request.url.split("?");
    // From the customer's browser itself, not from a page: no cookie, no origin, nobody's session.
    if (DELIVERIES.includes(path) && request.method === "POST")
      return answerDelivery(request, response, feelings).catch(fail);
    if (path === "/cmr/data" && request.method === "GET") return answerData(request, response, visitors);
    const file = isReading(request) ? fileOf(path) : null;
    if (file !== null) return sendFile(response, file).catch(fail);
    // Sets Vary and Cache-Control on responses that depend on the header; files do not.
    readHeader(request, response, () => answer(request, response, { path, visitors, feelings }).catch(fail));
  });
}

async function answer(request, response, { path, visitors, feelings }) {
  const known = visitors.of(request);
  if (path === "/log" && isReading(request)) return sendLog(response, known);
  if (known !== null) visitors.note(known, request);
  if (path === "/seen" && request.method === "POST")
    return keepDocument(request, response, { visitors, visitor: known });
  if (!isReading(request)) return send(response, 405, "text/plain", "");

  const visitor = known ?? visitors.begin(response);
  if (known === null) visitors.note(visitor, request);
  const page = Object.hasOwn(PAGES, path) ? PAGES[path] : missingPage;
  const context = {
    header: request.headers["sec-cmr-preferences"] ?? null,
    preferences: request.customerPreferences,
    handle: visitor.handle,
    query: new URLSearchParams(request.url.slice(path.length)),
    latest: visitors.latest(),
    feelings: feelings.list(),
  };
  response.setHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY);
  send(response, page === missingPage ? 404 : 200, "text/html; charset=utf-8", String(page(context)));
}

async function answerDelivery(request, response, feelings) {
  const [status, body] = await feelings.take(request);
  response.setHeader("Cache-Control", "no-store");
  send(response, status, "application/json", JSON.stringify(body));
}

function answerData(request, response, visitors) {
  const [status, body] = answerDataRequest(request, visitors);
  response.setHeader("Cache-Control", "no-store");
  send(response, status, "application/json", JSON.stringify(body));
}

const isReading = ({ method }) => method === "GET" || method === "HEAD";

/**
 * The bank's own page hands in the document from its customer's browser: JSON, same origin, with the bank's own cookie.
 */
async function keepDocument(request, response, { visitors, visitor }) {
  // A request without an origin counts as foreign.
  const isOwn = request.headers["sec-fetch-site"] === "same-origin";
  if (visitor === null || !isOwn || !/^application\/json\b/.test(request.headers["content-type"] ?? "")) {
    return send(response, 403, "text/plain", "");
  }
  let text = "";
  request.setEncoding("utf8");
  for await (const chunk of request) {
    text += chunk;
    if (text.length > MOST_CHARACTERS) return send(response, 413, "text/plain", "");
  }
  const result = decodeDocument(text === "null" ? null : text);
  if (result.state === "invalid") return send(response, 400, "text/plain", result.reason);
  visitors.tell(visitor, result.state === "preferences" ? result.preferences : null);
  response.writeHead(204);
  response.end();
}

/** Sends the visitor's own requests only. */
function sendLog(response, visitor) {
  response.setHeader("Cache-Control", "no-store");
  send(response, 200, "application/json", JSON.stringify(visitor?.requests ?? []));
}

function fileOf(path) {
  if (Object.hasOwn(FILES, path)) return { url: new URL(FILES[path][0], import.meta.url), type: FILES[path][1] };
  const module = /^\/sdk\/((?:[a-z]+\/)*[a-z-]+\.js)$/.exec(path)?.[1];
  return module === undefined ? null : { url: new URL(module, SDK_FOLDER), type: FILES["/customer.js"][1] };
}

async function sendFile(response, { url, type }) {
  const body = await readFile(url).catch(() => null);
  // The same for everybody. Short, so that a change arrives soon.
  if (body !== null) response.setHeader("Cache-Control", "public, max-age=60");
  send(response, body === null ? 404 : 200, type, body ?? "");
}

function send(response, status, type, body) {
  response.writeHead(status, { "Content-Type": type });
  response.end(body);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const port = Number(process.env.PORT ?? 8787);
  createNorthbank().listen(port, "127.0.0.1", () => console.log(`Northbank: http://northbank.localhost:${port}`));
}

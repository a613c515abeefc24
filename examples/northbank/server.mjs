// Northbank: a small bank that takes part. It reads the header of each request, and the document that its page hands in.
import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { accountsPage, homePage, missingPage, mortgagePage } from "./pages.mjs";
import { decodeDocument, expressPreferences, PARTICIPATION_PATH, SDK_FOLDER } from "./sdk.mjs";
import { staffPage } from "./staff.mjs";

const PAGES = { "/": homePage, "/accounts": accountsPage, "/mortgage": mortgagePage, "/staff": staffPage };
const FILES = {
  [PARTICIPATION_PATH]: ["participation.json", "application/json"],
  "/customer.js": ["public/customer.js", "text/javascript; charset=utf-8"],
  "/bank.css": ["public/bank.css", "text/css; charset=utf-8"],
};
const CONTENT_SECURITY_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'self'";
const MOST_LOGGED = 500;
const MOST_SESSIONS = 200;
const MOST_CHARACTERS = 65_536;

/** A `node:http` server that does not listen yet. What it knows of customers lives and dies with it. */
export function createNorthbank() {
  const log = [];
  /** The document that each session's page handed in last, oldest first. */
  const seen = new Map();
  const readHeader = expressPreferences();

  return createServer((request, response) => {
    const [path] = request.url.split("?");
    const query = new URLSearchParams(request.url.slice(path.length));
    if (path !== "/log") {
      log.push({ method: request.method, url: request.url, headers: request.headers });
      if (log.length > MOST_LOGGED) log.shift();
    }
    readHeader(request, response, () => {
      answer(request, response, { path, query, log, seen }).catch((error) => {
        console.error(error);
        if (!response.headersSent) response.writeHead(500);
        response.end();
      });
    });
  });
}

async function answer(request, response, { path, query, log, seen }) {
  response.setHeader("X-Content-Type-Options", "nosniff");
  response.setHeader("Referrer-Policy", "same-origin");
  if (request.method === "POST" && path === "/seen") return keepDocument(request, response, seen);
  if (request.method !== "GET" && request.method !== "HEAD") return send(response, 405, "text/plain", "");
  if (path === "/log") return send(response, 200, "application/json", JSON.stringify(log));
  const file = fileOf(path);
  if (file !== null) return sendFile(response, file);

  const session = sessionOf(request);
  if (session === null) {
    response.setHeader("Set-Cookie", `northbank_session=${randomUUID()}; Path=/; HttpOnly; SameSite=Lax`);
  }
  const page = Object.hasOwn(PAGES, path) ? PAGES[path] : missingPage;
  const context = {
    header: request.headers["sec-cmr-preferences"] ?? null,
    preferences: request.customerPreferences,
    query,
    latest: [...seen.values()].at(-1) ?? null,
  };
  response.setHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY);
  send(response, page === missingPage ? 404 : 200, "text/html; charset=utf-8", String(page(context)));
}

/** The bank's own page hands in what its customer's browser said: JSON, same origin, with the bank's own cookie. */
async function keepDocument(request, response, seen) {
  const session = sessionOf(request);
  const isOwn = (request.headers["sec-fetch-site"] ?? "same-origin") === "same-origin";
  if (session === null || !isOwn || !/^application\/json\b/.test(request.headers["content-type"] ?? "")) {
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
  seen.delete(session);
  if (result.state === "preferences") seen.set(session, { preferences: result.preferences, at: new Date() });
  if (seen.size > MOST_SESSIONS) seen.delete(seen.keys().next().value);
  response.writeHead(204);
  response.end();
}

const sessionOf = ({ headers }) =>
  /(?:^|; )northbank_session=([0-9a-f-]{36})(?:;|$)/.exec(headers.cookie ?? "")?.[1] ?? null;

function fileOf(path) {
  if (Object.hasOwn(FILES, path)) return { url: new URL(FILES[path][0], import.meta.url), type: FILES[path][1] };
  const module = /^\/sdk\/((?:[a-z]+\/)*[a-z-]+\.js)$/.exec(path)?.[1];
  return module === undefined ? null : { url: new URL(module, SDK_FOLDER), type: FILES["/customer.js"][1] };
}

async function sendFile(response, { url, type }) {
  const body = await readFile(url).catch(() => null);
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

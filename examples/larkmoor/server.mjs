// Larkmoor Park: a theme park that takes part, on Hono. Its pages read visitors' plans; the receiver stores what
// visitors send, in PostgreSQL inside this process. Everything is lost when the server stops.
import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { Hono } from "hono";
import {
  createReceiver,
  exportLines,
  handleOf,
  honoPreferences,
  migrate,
  openPglite,
  PARTICIPATION_PATH,
  REPORT_POLICY,
  REPORT_STYLE,
  reportPage,
  SDK_FOLDER,
} from "./kits.mjs";
import { answerWith } from "./node-server.mjs";
import { homePage, missingPage, staffPage, visitPage } from "./pages.mjs";
import { replyTo } from "./replies.mjs";

const FILES = {
  [PARTICIPATION_PATH]: ["participation.json", "application/json"],
  "/visitor.js": ["public/visitor.js", "text/javascript; charset=utf-8"],
  "/park.css": ["public/park.css", "text/css; charset=utf-8"],
  "/park.svg": ["public/park.svg", "image/svg+xml"],
};
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; frame-ancestors 'none'; form-action 'self'; base-uri 'none'";
/** All visitors of the example are signed in as this guest, so that they can also send with a handle. */
const GUEST = "guest-4711";

/** The page's script asks this question; the report counts its answers, and the receiver erases them after 30 days. */
const QUESTION = { id: "quiet-day", text: "Which quiet day suits you best?", keep: "P30D" };

/** Returns a `node:http` server that does not listen yet. */
export async function createLarkmoor() {
  const secret = randomBytes(32).toString("base64");
  const database = await openPglite({ folder: null });
  await migrate(database);
  const receiver = createReceiver({ database, secret, respond: replyTo, questions: [QUESTION] });
  const app = pages(receiver, handleOf(secret, GUEST));

  const server = createServer((request, response) => {
    // The requests below /cmr/ come from the extension, not from a page: without cookies and origin.
    receiver.handle(request, response, () =>
      answerWith(app, request, response).catch((error) => fail(error, response)),
    );
  });
  server.once("close", () => void database.close());
  return server;
}

function fail(error, response) {
  console.error(error);
  if (!response.headersSent) response.writeHead(500);
  response.end();
}

function pages({ storage, report }, handle) {
  const app = new Hono();
  app.use(async (context, next) => {
    await next();
    context.header("X-Content-Type-Options", "nosniff");
    context.header("Referrer-Policy", "same-origin");
    if (!context.res.headers.has("Content-Security-Policy")) context.header("Content-Security-Policy", POLICY);
  });
  for (const [path, [file, type]] of Object.entries(FILES))
    app.get(path, (context) => sendFile(context, new URL(file, import.meta.url), type));
  app.get("/report.css", (context) => context.body(REPORT_STYLE, 200, { "Content-Type": "text/css; charset=utf-8" }));
  app.get("/sdk/:path{[a-z/-]+\\.js}", (context) =>
    sendFile(context, new URL(context.req.param("path"), SDK_FOLDER), "text/javascript; charset=utf-8"),
  );
  // Reads the request header, and sets response headers that keep caches from mixing up visitors.
  app.use(honoPreferences());
  app.get("/", (context) => context.html(homePage(context.get("customerPreferences"))));
  app.get("/visit", (context) => context.html(visitPage(handle)));
  app.get("/staff", async (context) => context.html(staffPage(await itemsOf(storage))));
  // The receiver's own report: numbers of customers by wants and feelings, without identities.
  app.get("/report", async (context) =>
    context.html(reportPage(await report()), 200, { "Content-Security-Policy": REPORT_POLICY }),
  );
  app.notFound((context) => context.html(missingPage(), 404));
  return app;
}

async function sendFile(context, url, type) {
  const body = await readFile(url).catch(() => null);
  if (body === null) return context.notFound();
  // The same for everybody. Expires soon, so that changes arrive.
  return context.body(body, 200, { "Content-Type": type, "Cache-Control": "public, max-age=60" });
}

/** Newest first. */
async function itemsOf(storage) {
  const items = [];
  for await (const line of exportLines(storage)) items.push(JSON.parse(line));
  return items
    .sort((one, other) => (one.at < other.at ? 1 : -1))
    .map((item) => ({ ...item, body: JSON.parse(item.body) }));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const port = Number(process.env.PORT ?? 8790);
  const server = await createLarkmoor();
  server.listen(port, "127.0.0.1", () => console.log(`Larkmoor Park: http://larkmoor.localhost:${port}`));
}

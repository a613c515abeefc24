// One server for every *.localhost name: a page of 64 requests with 3 frames, a page that requests preferences, a
// participation file.
import { createServer } from "node:http";

const IMAGES = 30;
const SCRIPTS = 30;
const FRAMES = 3;
/** The document, its parts and its frames. */
export const REQUESTS = 1 + IMAGES + SCRIPTS + FRAMES;

const numbers = (count) => Array.from({ length: count }, (_, number) => number);
const HEAD = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Bench</title><link rel="icon" href="data:,">`;
const PAGE = `${HEAD}${numbers(SCRIPTS)
  .map((number) => `<script src="/script?${number}"></script>`)
  .join("")}<body><h1>Bench</h1>${numbers(IMAGES)
  .map((number) => `<img alt="" width="8" height="8" src="/image?${number}">`)
  .join("")}${numbers(FRAMES)
  .map((number) => `<iframe title="${number}" src="/frame?${number}"></iframe>`)
  .join("")}</body></html>`;
const ASK = `${HEAD}<link rel="cmr-participation" href="/.well-known/cmr-participation.json"><body><h1>Ask</h1></body></html>`;
const IMAGE = `<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><rect width="8" height="8"/></svg>`;

const participationOf = (host) => ({
  cmr: "0.1",
  lastUpdate: "2026-01-01",
  status: "live",
  company: { name: host, sector: "bank" },
  hosts: [host],
  honours: { kinds: ["service", "offers"], channels: ["email", "call"], limits: true, windows: true, treatment: true },
  products: [{ id: "mortgage", label: { en: "Mortgage" } }],
});

const TYPES = {
  html: "text/html; charset=utf-8",
  js: "text/javascript",
  svg: "image/svg+xml",
  json: "application/json",
};

function answerTo(path, host) {
  if (path === "/page") return ["html", PAGE];
  if (path === "/ask") return ["html", ASK];
  if (path === "/frame") return ["html", `${HEAD}<body>Frame</body></html>`];
  if (path === "/script") return ["js", "globalThis.loaded = (globalThis.loaded ?? 0) + 1;"];
  if (path === "/image") return ["svg", IMAGE];
  if (path === "/.well-known/cmr-participation.json") return ["json", JSON.stringify(participationOf(host))];
  return null;
}

/** Listens on any free port. `headers` are the headers of document requests, in order: `{host, path, value}`. */
export async function startSite() {
  const headers = [];
  const server = createServer((request, response) => {
    const [path] = request.url.split("?");
    const [host] = request.headers.host.split(":");
    if (request.headers["sec-fetch-dest"] === "document")
      headers.push({ host, path, value: request.headers["sec-cmr-preferences"] ?? null });
    const [type, body] = answerTo(path, host) ?? ["html", ""];
    const isolated = path === "/ask" ? ISOLATED : {};
    response.writeHead(200, { "Content-Type": TYPES[type], "Cache-Control": "no-store", ...isolated });
    response.end(body);
  });
  server.keepAliveTimeout = 600_000;
  await new Promise((done, fail) => server.once("error", fail).listen(0, "127.0.0.1", done));
  const { port } = server.address();
  return {
    headers,
    url: (host, path) => `http://${host}:${port}${path}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Gives the page a clock of 5 microseconds instead of 100. */
const ISOLATED = { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp" };

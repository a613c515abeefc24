// A small company that takes part on a loopback name; a test may break one part of it.
import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { expressPreferences, preferencesOf } from "../../../src/kit/site/node.ts";
import { HEADER_NAME, PARTICIPATION_PATH } from "../../../src/signal/vocabulary.ts";

export const PROMISE = "We follow what you ask for.\n";

export const goodFile = () => ({
  cmr: "0.1",
  lastUpdate: "2026-11-22",
  status: "live",
  company: { name: "Shop", sector: "retail" },
  hosts: ["www.shop.localhost"],
  honours: { kinds: ["offers"], channels: ["email"], feelings: true },
  endpoints: { feelings: "/cmr/feelings" },
  promise: { url: "/promise.txt", sha256: createHash("sha256").update(PROMISE).digest("hex") },
});

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

export const LINK = `<link rel="cmr-participation" href="${PARTICIPATION_PATH}">`;

const page = (offers: boolean) => `<!doctype html><title>Shop</title>${LINK}${offers ? "<p>Offer of the day</p>" : ""}`;

/** The page: without the offer if offers are not wanted, with all caching headers. */
export const goodPage: Handler = (request, response) =>
  expressPreferences()(request, response, () => {
    response.setHeader("Content-Type", "text/html");
    response.end(page(preferencesOf(request)?.kinds.offers !== "no"));
  });

const send =
  (status: number, headers: Record<string, string>, body = ""): Handler =>
  (_, response) =>
    response.writeHead(status, headers).end(body);

/** Replacements of parts of the company; all other parts work. */
export interface Breakage {
  file?: Handler;
  page?: Handler;
  feelings?: Handler;
  promise?: Handler;
  /** Of loopback; 127.0.0.1 by default. */
  address?: string;
}

export const serving = (file: unknown): Handler =>
  send(200, { "Content-Type": "application/json" }, typeof file === "string" ? file : JSON.stringify(file));

export interface SmallCompany {
  url: string;
  stop(): void;
}

export async function openCompany(breakage: Breakage): Promise<SmallCompany> {
  const { file = serving(goodFile()), page: home = goodPage } = breakage;
  const {
    feelings = send(400, { "Content-Type": "application/json" }, "{}"),
    promise = send(200, { "Content-Type": "text/plain" }, PROMISE),
  } = breakage;
  const routes: Record<string, Handler> = {
    [PARTICIPATION_PATH]: file,
    "/cmr/feelings": feelings,
    "/promise.txt": promise,
  };
  const server = createServer((request, response) => {
    const [path = "/"] = (request.url ?? "/").split("?");
    request.resume();
    (routes[path] ?? home)(request, response);
  }).listen(0, breakage.address ?? "127.0.0.1");
  await new Promise((done) => server.once("listening", done));
  return {
    url: `http://www.shop.localhost:${(server.address() as AddressInfo).port}/`,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** A shared cache in front of the page that ignores Vary: its key is the address alone. */
export function behindCache(origin: Handler, { saysAge }: { saysAge: boolean }): Handler {
  const kept = new Map<string, { headers: Record<string, string>; body: string }>();
  return (request, response) => {
    const held = kept.get(request.url ?? "");
    if (held !== undefined)
      return void response.writeHead(200, { ...held.headers, ...(saysAge ? { Age: "7" } : {}) }).end(held.body);
    const pieces: string[] = [];
    const end = response.end.bind(response);
    response.end = ((body?: string) => {
      pieces.push(body ?? "");
      const headers = { "Content-Type": "text/html", Vary: HEADER_NAME, "Cache-Control": "private, no-cache" };
      kept.set(request.url ?? "", { headers, body: pieces.join("") });
      return end(body);
    }) as typeof response.end;
    origin(request, response);
  };
}

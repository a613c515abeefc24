// A small real web server for tests: any number of *.localhost sites on one port. Browsers resolve these names
// themselves.
import { createServer, type IncomingHttpHeaders, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

export interface SiteRequest {
  method: string;
  /** With the query. */
  path: string;
  /** Without ".localhost" and port: "shop" for http://shop.localhost:1234/. */
  host: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** A text is an HTML page. */
export type Route =
  | string
  | { status?: number; headers?: Record<string, string>; body?: string | Uint8Array; json?: unknown };

export type Answering = Route | ((request: SiteRequest) => Route | Promise<Route>);

/** By "host/path" ("shop/.well-known/x.json"), by path on any host ("/x"), or by "host/*". The first match answers. */
export type Routes = Record<string, Answering>;

export interface Site {
  port: number;
  /** url("shop", "/basket") is http://shop.localhost:<port>/basket. */
  url(host: string, path?: string): string;
  /** The host permission for one of its hosts: http://shop.localhost/* */
  origin(host: string): string;
  /** All requests so far, oldest first. Empty it by `requests.length = 0`. */
  requests: SiteRequest[];
  /** May change at any time. */
  routes: Routes;
  close(): Promise<void>;
}

async function read(message: IncomingMessage): Promise<SiteRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return {
    method: message.method ?? "",
    path: message.url ?? "/",
    host: (message.headers.host ?? "").replace(/:\d+$/, "").replace(/\.localhost$/, ""),
    headers: message.headers,
    body: Buffer.concat(chunks).toString("utf8"),
  };
}

async function routeFor(routes: Routes, request: SiteRequest): Promise<Exclude<Route, string>> {
  const path = request.path.replace(/\?.*$/s, "");
  const answering = routes[`${request.host}${path}`] ?? routes[path] ?? routes[`${request.host}/*`];
  if (answering === undefined) return { status: 404, body: "<!doctype html><title>Not found</title>" };
  const route = typeof answering === "function" ? await answering(request) : answering;
  return typeof route === "string" ? { body: route } : route;
}

export async function startSite(routes: Routes): Promise<Site> {
  const requests: SiteRequest[] = [];
  const site: Pick<Site, "routes"> = { routes };
  const server = createServer(async (message, response) => {
    try {
      const request = await read(message);
      requests.push(request);
      const { status = 200, headers = {}, body = "", json } = await routeFor(site.routes, request);
      const type = json === undefined ? "text/html; charset=utf-8" : "application/json";
      response.writeHead(status, { "content-type": type, "cache-control": "no-store", ...headers });
      response.end(json === undefined ? body : JSON.stringify(json));
    } catch (error) {
      response.writeHead(500).end(String(error));
    }
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return Object.assign(site, {
    port,
    requests,
    url: (host: string, path = "/") => `http://${host}.localhost:${port}${path}`,
    origin: (host: string) => `http://${host}.localhost/*`,
    close: () =>
      new Promise<void>((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  });
}

// A proxy in front of a real WebDAV server that breaks requests by a plan: the faults of networks, portals and servers.
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from "node:http";

export const PROXY_FAULTS = [
  /** The connection breaks before the server sees the request. */
  "reset",
  /** No answer ever comes. */
  "hang",
  "301",
  "302",
  "307",
  "400",
  "401",
  "403",
  "404",
  "405",
  "409",
  "412",
  "423",
  "429",
  "500",
  "502",
  "503",
  "507",
  /** A login page with status 200, instead of the answer. */
  "html",
  /** An upload is acknowledged and not stored. */
  "ghost",
  /** Half of an upload is stored and acknowledged. */
  "half",
  /** Half of an upload arrives, then both connections break. */
  "torn",
  /** The server executes the request, and the answer is lost. */
  "acklost",
  /** An older answer to the same request. */
  "stale",
  /** The answer breaks off in the middle. */
  "cut",
  /** The answer is shorter, but looks whole. */
  "shorten",
  /** The answer is empty, but looks whole. */
  "empty",
  /** The answer says that it is compressed, and is not. */
  "gzip",
  /** The request arrives twice. */
  "repeat",
] as const;
export type ProxyFault = (typeof PROXY_FAULTS)[number];

export interface ProxiedRequest {
  /** From 0. */
  index: number;
  method: string;
  path: string;
}

/** Decides the fault of each request; null: none. */
export type FaultPlan = (request: ProxiedRequest) => ProxyFault | null;

export interface FaultProxy {
  /** Of the same folder as `target`, behind the proxy. */
  url: string;
  plan: FaultPlan;
  /** Requests so far: in all, and by fault. */
  requests: number;
  faults: Map<ProxyFault, number>;
  /** Methods and paths, in order. */
  log: string[];
  stop(): Promise<void>;
}

interface Answer {
  status: number;
  headers: IncomingMessage["headers"];
  body: Buffer;
}

export async function startFaultProxy(target: string, plan: FaultPlan = () => null): Promise<FaultProxy> {
  const earlier = new Map<string, Answer>();
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("error", () => {});
    incoming.on("end", () => {
      const { method = "", url: path = "" } = incoming;
      const fault = proxy.plan({ index: proxy.requests++, method, path });
      proxy.log.push(`${method} ${path}`);
      if (fault !== null) proxy.faults.set(fault, (proxy.faults.get(fault) ?? 0) + 1);
      const exchange = { incoming, outgoing, body: Buffer.concat(chunks), target: new URL(target), earlier };
      handle(exchange, fault).catch(() => incoming.socket.destroy());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  const proxy: FaultProxy = {
    url: `http://127.0.0.1:${port}${new URL(target).pathname}`,
    plan,
    requests: 0,
    faults: new Map(),
    log: [],
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return proxy;
}

interface Exchange {
  incoming: IncomingMessage;
  outgoing: ServerResponse;
  body: Buffer;
  target: URL;
  /** Answers to the same request before. */
  earlier: Map<string, Answer>;
}

async function handle(exchange: Exchange, fault: ProxyFault | null): Promise<void> {
  const { incoming, outgoing, body, earlier } = exchange;
  if (fault === "reset") return void incoming.socket.destroy();
  if (fault === "hang") return;
  if (fault !== null && /^\d+$/.test(fault)) return refuse(outgoing, Number(fault));
  if (fault === "html") return send(outgoing, LOGIN_PAGE);
  if (incoming.method === "PUT" && (await upload(exchange, fault))) return;
  const key = `${incoming.method} ${incoming.url}`;
  const old = earlier.get(key);
  if (fault === "stale" && old !== undefined) return send(outgoing, old);
  if (fault === "repeat") await forward(exchange, body);
  const answer = await forward(exchange, body);
  earlier.set(key, answer);
  if (fault === "acklost") return void incoming.socket.destroy();
  if (fault === "cut" && answer.body.length > 4) return cut(exchange, answer);
  if (fault === "shorten")
    return send(outgoing, { ...answer, body: answer.body.subarray(0, answer.body.length * 0.6) });
  if (fault === "empty") return send(outgoing, { ...answer, body: Buffer.alloc(0) });
  if (fault === "gzip") outgoing.setHeader("content-encoding", "gzip");
  send(outgoing, answer);
}

const LOGIN_PAGE: Answer = {
  status: 200,
  headers: { "content-type": "text/html" },
  body: Buffer.from("<!DOCTYPE html><title>Hotel</title><p>Log in to the network"),
};

function refuse(outgoing: ServerResponse, status: number): void {
  if (status < 400) outgoing.setHeader("location", "http://127.0.0.1:9/");
  const headers =
    status === 429 ? { "retry-after": "1" } : status === 401 ? { "www-authenticate": 'Basic realm="x"' } : {};
  send(outgoing, { status, headers, body: Buffer.from("fault") });
}

/** Returns true if the fault is one of uploads, and was answered. */
async function upload(exchange: Exchange, fault: ProxyFault | null): Promise<boolean> {
  const { incoming, outgoing, body } = exchange;
  const half = body.subarray(0, body.length >> 1);
  if (fault === "ghost") send(outgoing, { status: 201, headers: {}, body: Buffer.alloc(0) });
  else if (fault === "half") send(outgoing, await forward(exchange, half));
  else if (fault === "torn") {
    await tear(exchange, half);
    incoming.socket.destroy();
  } else return false;
  return true;
}

const PASSED_ON = ["etag", "content-type", "last-modified", "www-authenticate", "retry-after", "date"];

function send(outgoing: ServerResponse, { status, headers, body }: Answer): void {
  for (const name of PASSED_ON) {
    const value = headers[name];
    if (value !== undefined) outgoing.setHeader(name, value);
  }
  outgoing.writeHead(status);
  outgoing.end(body);
}

function cut({ incoming, outgoing }: Exchange, { status, headers, body }: Answer): void {
  outgoing.writeHead(status, { "content-type": headers["content-type"] ?? "", "content-length": body.length });
  outgoing.write(body.subarray(0, body.length >> 1));
  setTimeout(() => incoming.socket.destroy(), 5);
}

function sentOn({ incoming, target }: Exchange, length: number) {
  const { "transfer-encoding": _, ...headers } = incoming.headers;
  const sent = { ...headers, host: target.host, "content-length": String(length), connection: "close" };
  return httpRequest({
    host: target.hostname,
    port: target.port,
    path: incoming.url,
    method: incoming.method,
    headers: sent,
  });
}

function forward(exchange: Exchange, body: Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = sentOn(exchange, body.length);
    request.on("error", reject);
    request.on("response", (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 502, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    });
    request.end(body);
  });
}

/** Announces the whole upload and sends half. */
function tear(exchange: Exchange, half: Buffer): Promise<void> {
  return new Promise((resolve) => {
    const request = sentOn(exchange, exchange.body.length);
    request.on("error", () => {});
    request.write(half);
    setTimeout(() => {
      request.destroy();
      resolve();
    }, 60);
  });
}

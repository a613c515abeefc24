// One HTTP request as a browser's extension would send it: without cookies or following redirects, and with limits of
// time and size.
import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { isLoopback } from "../../signal/web-address.ts";

export interface HttpAnswer {
  status: number;
  /** Names in lower case; several lines joined. */
  headers: Readonly<Record<string, string>>;
  body: Buffer;
  /** True if the body was longer than MOST_BYTES and was cut. */
  cut: boolean;
}

export interface Sent {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
  timeoutMilliseconds?: number;
}

const MOST_BYTES = 1_048_576;

/** Resolves to the reason, as a string, if nobody answers. */
export function askSite(url: string, sent: Sent = {}): Promise<HttpAnswer | string> {
  const { method = "GET", headers = {}, body, timeoutMilliseconds = 10_000 } = sent;
  const { protocol, hostname } = new URL(url);
  const send = protocol === "https:" ? requestHttps : requestHttp;
  const length = body === undefined ? {} : { "Content-Length": String(Buffer.byteLength(body)) };
  return new Promise((resolve) => {
    const request = send(url, {
      method,
      headers: { "User-Agent": "regards-check", Accept: "*/*", "Cache-Control": "no-cache", ...length, ...headers },
      agent: false,
      // Browsers resolve every name under .localhost to this machine; resolvers of other programs may not.
      ...(isLoopback(hostname) ? { hostname: "127.0.0.1", servername: hostname } : {}),
    });
    if (isLoopback(hostname)) request.setHeader("Host", new URL(url).host);
    const timer = setTimeout(() => request.destroy(new Error("no answer in time")), timeoutMilliseconds);
    const finish = (answer: HttpAnswer | string) => {
      clearTimeout(timer);
      request.destroy();
      resolve(answer);
    };
    request.on("error", (error) => finish(error.message));
    request.on("response", (response) => {
      const pieces: Buffer[] = [];
      let size = 0;
      const end = (cut: boolean) =>
        finish({
          status: response.statusCode ?? 0,
          headers: namesOf(response.headersDistinct),
          body: Buffer.concat(pieces).subarray(0, MOST_BYTES),
          cut,
        });
      response.on("data", (piece: Buffer) => {
        pieces.push(piece);
        size += piece.length;
        if (size > MOST_BYTES) end(true);
      });
      response.on("end", () => end(false));
      response.on("error", (error) => finish(error.message));
    });
    request.end(body);
  });
}

const namesOf = (headers: NodeJS.Dict<string[]>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, lines]) => [name, (lines ?? []).join(", ")]));

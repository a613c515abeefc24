// One HTTP request as a browser's extension would send it: without cookies or following redirects, and with limits of
// time and size.
import { type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import type { LookupFunction } from "node:net";
import type { Readable, Transform } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
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

/** A page of another site, which no answer may admit. */
export const OTHER_ORIGIN = "https://regards-check.example";

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
      ...(isLoopback(hostname) ? { lookup: loopback, servername: hostname } : {}),
    });
    const timer = setTimeout(() => finish("no answer in time"), timeoutMilliseconds);
    const finish = (answer: HttpAnswer | string) => {
      clearTimeout(timer);
      request.destroy();
      resolve(answer);
    };
    const fail = (error: NodeJS.ErrnoException) => finish(error.message || (error.code ?? "no connection"));
    let hasAnswer = false;
    request.on("error", fail);
    // No error comes before it if the server switches to another protocol.
    request.on("close", () => hasAnswer || finish("the connection ended without an answer"));
    request.on("response", (response) => {
      hasAnswer = true;
      const pieces: Buffer[] = [];
      let size = 0;
      const end = (cut: boolean) =>
        finish({
          status: response.statusCode ?? 0,
          headers: namesOf(response.headersDistinct),
          body: Buffer.concat(pieces).subarray(0, MOST_BYTES),
          cut,
        });
      const unpacked = unpackedBody(response, (error) => (error === null ? end(false) : fail(error)));
      unpacked.on("data", (piece: Buffer) => {
        pieces.push(piece);
        size += piece.length;
        if (size > MOST_BYTES) {
          unpacked.destroy();
          end(true);
        }
      });
      unpacked.on("end", () => end(false));
      response.on("error", fail);
    });
    request.end(body);
  });
}

/** Both loopback addresses, as in browsers: a development server may listen on one of them only. */
const loopback: LookupFunction = (_, { all }, done) =>
  all
    ? done(null, [
        { address: "127.0.0.1", family: 4 },
        { address: "::1", family: 6 },
      ])
    : done(null, "127.0.0.1", 4);

const DECODERS: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  "x-gzip": createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/**
 * The body as a browser reads it: some servers compress it without being asked. Ends it with null if there is none, which
 * no decoder takes.
 */
function unpackedBody(response: IncomingMessage, ends: (error: Error | null) => void): Readable {
  const coding = response.headers["content-encoding"]?.trim().toLowerCase() ?? "";
  const decoder = Object.hasOwn(DECODERS, coding) ? DECODERS[coding]?.() : undefined;
  if (decoder === undefined) return response;
  let isEmpty = true;
  response.once("data", () => {
    isEmpty = false;
  });
  decoder.on("error", (error) => ends(isEmpty ? null : error));
  return response.pipe(decoder);
}

const namesOf = (headers: NodeJS.Dict<string[]>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, lines]) => [name, (lines ?? []).join(", ")]));

// Items as customers send them, and requests to a receiver.

import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Receiver } from "../../../src/kit/receiver/index.ts";

export const SECRET = "a secret for tests that nobody else uses";

export const feeling = (members: object = { value: -1 }, replaces?: string): string =>
  JSON.stringify({ cmr: "0.1", feeling: { date: "2026-11-22", ...members }, replaces });

export const plan = (expires = "2027-05"): string =>
  JSON.stringify({ cmr: "0.1", plan: { what: "A car", verb: "buy", certainty: "likely", replies: "none", expires } });

export const answer = (given: object = { choice: "yes" }): string =>
  JSON.stringify({ cmr: "0.1", answer: { question: "q1", ...given } });

/** A document issued on a day of November 2026. */
export const preferences = (day = 22, want = "no"): string =>
  JSON.stringify({
    cmr: "0.1",
    issued: `2026-11-${day}T00:00:00Z`,
    expires: "2026-12-15T00:00:00Z",
    contact: { rules: [{ kinds: ["offers"], want }], quiet: [], timeZone: "Europe/London" },
    purposes: ["service"],
  });

export const withdrawal = (withdraw: string): string => JSON.stringify({ cmr: "0.1", withdraw });

/** 25 characters, as the extension makes them. */
export const keyOf = (number: number): string => `key${String(number).padStart(22, "0")}`;

export interface Sent {
  key?: string;
  handle?: string;
  headers?: Record<string, string>;
  method?: string;
}

export interface Received {
  status: number;
  body: Record<string, unknown>;
  headers: Headers;
}

export async function post(
  url: string,
  body: string | Uint8Array<ArrayBuffer> | null,
  sent: Sent = {},
): Promise<Received> {
  const { key = keyOf(1), handle, headers, method = "POST" } = sent;
  const known = handle === undefined ? {} : { Authorization: `CMR ${handle}` };
  const response = await fetch(url, {
    method,
    body,
    headers: { "Content-Type": "application/json", "Idempotency-Key": key, ...known, ...headers },
  });
  const text = await response.text();
  return { status: response.status, body: text === "" ? {} : JSON.parse(text), headers: response.headers };
}

/** The receiver on a free port of loopback. */
export async function listening(receiver: Receiver): Promise<{ url: string; close(): Promise<void> }> {
  const server: Server = createServer((request, response) => void receiver.handle(request, response));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/cmr`,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

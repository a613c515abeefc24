// Reads the headers of a delivery: the customer's handle and the key of the item.
import type { IncomingMessage } from "node:http";
import { KEY } from "./bodies.ts";
import { SenderFault } from "./read-body.ts";
import { customerOf } from "./subject.ts";

export interface KnownCustomer {
  handle: string;
  customer: string;
}

/** Null without a handle. Throws for a handle that this company did not issue. */
export function customerIn(request: IncomingMessage, secret: string): KnownCustomer | null {
  const given = request.headers.authorization;
  if (given === undefined) return null;
  const handle = /^CMR +([\x21-\x7e]{1,128})$/i.exec(given)?.[1] ?? "";
  const customer = customerOf(secret, handle);
  if (customer === null) throw new SenderFault(401, "This company did not issue this handle.");
  return { handle, customer };
}

/** Throws unless the body is plain JSON and has a key. */
export function keyIn(request: IncomingMessage): string {
  const { "content-type": type = "", "content-encoding": coding, "idempotency-key": key } = request.headers;
  if (!/^application\/json(?:\s*;|$)/i.test(type) || coding !== undefined)
    throw new SenderFault(415, "The text must be JSON, sent as application/json without compression.");
  // A structured field writes the same key in quotes.
  const bare = typeof key === "string" ? key.replace(/^"(.*)"$/, "$1") : "";
  if (!KEY.test(bare)) throw new SenderFault(400, "Idempotency-Key must have 16 to 64 letters, digits, - or _.");
  return bare;
}

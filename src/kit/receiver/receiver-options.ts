// Settings of a receiver, and the items that the company's program sees.
import type { IncomingMessage } from "node:http";
import type { CheckedBody, ItemKind } from "./bodies.ts";
import type { ReceiverDatabase } from "./database.ts";
import type { RateLimit } from "./limits.ts";
import type { Words } from "./store.ts";

/** An accepted item, as the company's program sees it. */
export interface ReceivedItem {
  kind: ItemKind;
  /** The company's own id of the customer; null if the customer sent it anonymously. */
  customer: string | null;
  body: CheckedBody["body"];
}

export interface ReceiverOptions {
  database: ReceiverDatabase;
  /** At least 32 characters. Handles and subjects follow from it: keep it as you keep the data. */
  secret: string;
  /** Path before the endpoints' names. */
  base?: string;
  /** The words that an acceptance carries. May run again for an item that was not stored, and must change nothing. */
  respond?: (item: ReceivedItem) => Words | Promise<Words>;
  /** The customer's data, for "get my data": schema.org objects. Without it the endpoint does not exist. */
  data?: (customer: string) => Promise<readonly unknown[]>;
  /** Names the client that a rate limit counts. The default is the address of the connection. */
  clientOf?: (request: IncomingMessage) => string;
  rateLimit?: RateLimit;
  log?: (entry: Readonly<Record<string, unknown>>) => void;
  now?: () => Date;
}

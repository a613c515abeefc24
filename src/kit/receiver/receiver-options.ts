// Settings of a receiver, and the items that the company's program sees.
import type { IncomingMessage } from "node:http";
import type { CheckedBody, ItemKind } from "./bodies.ts";
import type { ReceiverDatabase } from "./database.ts";
import type { RateLimit } from "./limits.ts";
import type { AskedQuestion } from "./report-answers.ts";
import type { Words } from "./store.ts";
import type { StudyPlan } from "./study.ts";

/** An accepted item, as the company's program sees it. */
export interface ReceivedItem {
  kind: ItemKind;
  /** The company's own id of the customer; null if the customer sent it anonymously. */
  customer: string | null;
  body: CheckedBody["body"];
}

export interface ReceiverOptions {
  database: ReceiverDatabase;
  /** At least 32 characters. Handles and subjects are derived from it, so protect it like the data. */
  secret: string;
  /** Path before the endpoints' names. */
  base?: string;
  /** Returns the company's words for an acceptance. May run again for an item that was not stored: it must have no effects. */
  respond?: (item: ReceivedItem) => Words | Promise<Words>;
  /** The customer's data for "get my data", as schema.org objects. Without it the endpoint does not exist. */
  data?: (customer: string) => Promise<readonly unknown[]>;
  /** The questions on the company's pages, for the report and the end of their answers. A wrong `keep` throws RangeError. */
  questions?: readonly AskedQuestion[];
  /** Time after which an answer to any other question is erased: P30D unless stated, in the form of `keep`. */
  keepAnswers?: string;
  /** Studies, each planned before its first customer. A plan that would randomise an opt-out throws StudyRefused. */
  studies?: readonly StudyPlan[];
  /** Returns the client for the rate limit. The default is the address of the connection. */
  clientOf?: (request: IncomingMessage) => string;
  rateLimit?: RateLimit;
  log?: (entry: Readonly<Record<string, unknown>>) => void;
  now?: () => Date;
}

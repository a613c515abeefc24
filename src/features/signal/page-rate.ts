// How often one tab may ask, by command: counted while the background lives, whoever answers.

import { type Bucket, take } from "../../core/token-bucket.ts";
import type { Sender } from "../../core/top-document.ts";
import { clock } from "../../platform/clock.ts";

const buckets = new Map<string, Bucket>();

/** False when it asked too often. */
export function mayAsk(sender: Sender, command: string): boolean {
  const key = `${sender.tab?.id} ${command}`;
  const bucket = buckets.get(key) ?? { times: [] };
  buckets.set(key, bucket);
  return take(bucket, clock.now());
}

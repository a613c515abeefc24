// Rate limit per tab and command, shared by the cached and the full answer. Lasts as long as the worker.
import type { Sender } from "../../core/commands/sender.ts";
import { Buckets } from "../../core/commands/token-bucket.ts";
import { clock } from "../../platform/clock.ts";

const buckets = new Buckets();

/** False if the tab has used up its rate. */
export const mayAsk = (sender: Sender, command: string): boolean =>
  buckets.take(`${sender.tab?.id} ${command}`, clock.now());

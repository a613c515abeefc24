// How often one tab may ask, by command: counted while the background lives, whoever answers.

import type { Sender } from "../../core/commands/sender.ts";
import { Buckets } from "../../core/commands/token-bucket.ts";
import { clock } from "../../platform/clock.ts";

const buckets = new Buckets();

/** False when it asked too often. */
export const mayAsk = (sender: Sender, command: string): boolean =>
  buckets.take(`${sender.tab?.id} ${command}`, clock.now());

// Handlers of the commands about feelings.
import type { FEELINGS } from "../../core/commands/feelings.ts";
import { describeFeeling } from "../../features/feelings/describe-feeling.ts";
import { rateVisit } from "../../features/feelings/rate-visit.ts";
import { removeFeeling } from "../../features/feelings/remove-feeling.ts";
import { saveTap } from "../../features/feelings/save-tap.ts";
import type { HandlersOf } from "../../platform/messages/messages.ts";
import { ours } from "./order.ts";

export const feelings: HandlersOf<keyof typeof FEELINGS> = {
  "rate-visit": ours(rateVisit),
  "save-tap": ours(saveTap),
  "describe-feeling": ours(describeFeeling),
  "remove-feeling": ours(removeFeeling),
};

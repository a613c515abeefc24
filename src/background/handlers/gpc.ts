// Handlers of the commands about Global Privacy Control.
import type { GPC } from "../../core/commands/gpc.ts";
import { editGpc } from "../../features/gpc/edit-gpc.ts";
import { giveBackEverySite } from "../../features/gpc/give-back-every-site.ts";
import { lookAtGpc } from "../../features/gpc/look-at-gpc.ts";
import type { HandlersOf } from "../../platform/messages/messages.ts";
import { ours, reconciled } from "./order.ts";

export const gpc: HandlersOf<keyof typeof GPC> = {
  "look-at-gpc": ours(lookAtGpc),
  "edit-gpc": reconciled(editGpc),
  "give-back-every-site": reconciled(giveBackEverySite),
};

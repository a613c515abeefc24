// Handlers of the commands about noticing sites. Turning it off may end the need for the permission for every site.
import type { NOTICE } from "../../core/commands/notice.ts";
import { giveBackOwedEverySite } from "../../features/gpc/give-back-every-site.ts";
import { editNotice } from "../../features/notice/edit-notice.ts";
import type { HandlersOf } from "../../platform/messages/messages.ts";
import { noticeSite } from "../notice-site.ts";
import { followed, reconciled, sound } from "./order.ts";

export const notice: HandlersOf<keyof typeof NOTICE> = {
  "edit-notice": reconciled(followed(editNotice, giveBackOwedEverySite)),
  "notice-site": sound(noticeSite),
};

// Handlers of the commands about reminders. Turning them off may end the need for the permission for every site.
import type { REMINDERS } from "../../core/commands/reminders.ts";
import { giveBackOwedEverySite } from "../../features/gpc/give-back-every-site.ts";
import { editReminders, forgetReminders } from "../../features/reminders/edit-reminders.ts";
import { lookAtReminder } from "../../features/reminders/look-at-reminder.ts";
import type { HandlersOf } from "../../platform/messages/messages.ts";
import { followed, ours, reconciled } from "./order.ts";

export const reminders: HandlersOf<keyof typeof REMINDERS> = {
  "look-at-reminder": ours(lookAtReminder),
  "edit-reminders": reconciled(followed(editReminders, giveBackOwedEverySite)),
  "forget-reminders": reconciled(forgetReminders),
};

// The reminder in the popup: marks it as seen, and offers reminders once after some feelings.
import type { ReminderView } from "../../core/commands/reminders.ts";
import { isVisible } from "../../core/record/change.ts";
import { isIgnored, nudgedBy, showing } from "../../core/reminders/reminder.ts";
import { clock } from "../../platform/clock.ts";
import { database } from "../../record/database.ts";
import { readReminders } from "../../record/read-record.ts";
import { changeReminders, reconcileReminder, reminderName } from "./remind.ts";

const OFFERED_AFTER = 3;

/** Runs when the popup opens, which marks the reminder as seen. */
export async function lookAtReminder(): Promise<ReminderView> {
  const now = clock.now();
  const reminders = await readReminders();
  if (showing(reminders, now) !== null) {
    await changeReminders(({ shown }) => ({
      shown: shown.map((one) => (isIgnored(one, now) ? one : { ...one, seen: one.seen ?? now })),
    }));
    await reconcileReminder();
  }
  const last = reminders.shown.at(-1);
  const due = last === undefined || last.rated !== undefined ? null : nudgedBy(reminders, last.company, now);
  // The popup waits for this, so it reads as few feelings as possible.
  const offer = !reminders.on && !reminders.offered && (await hasFelt(OFFERED_AFTER));
  if (offer) await changeReminders(() => ({ offered: true }));
  return { due: due === null ? null : { company: due.company, name: await reminderName(due.company) }, offer };
}

const hasFelt = async (times: number): Promise<boolean> =>
  (await database.feelings.filter(isVisible).limit(times).count()) === times;

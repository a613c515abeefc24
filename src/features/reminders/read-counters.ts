// Everything that reminders have counted, for Settings.
import { isIgnored, type Pause, pausesOf, type Reminders } from "../../core/reminders/reminder.ts";
import { isNoticed } from "../../core/reminders/visit.ts";
import { clock } from "../../platform/clock.ts";
import { database, entitiesOf } from "../../record/database.ts";
import { readReminders } from "../../record/read-record.ts";

export interface ReminderCounters {
  reminders: Reminders;
  visits: number;
  shown: number;
  answered: number;
  ignored: number;
  /** Current pauses. */
  pauses: Pause[];
}

export async function readCounters(): Promise<ReminderCounters> {
  const now = clock.now();
  const reminders = await readReminders();
  const { shown } = reminders;
  const visits = entitiesOf("events", await database.events.where("type").equals("visit").toArray());
  return {
    reminders,
    visits: visits.filter(isNoticed).length,
    shown: shown.length,
    answered: shown.filter(({ rated }) => rated !== undefined).length,
    ignored: shown.filter((one) => isIgnored(one, now)).length,
    pauses: pausesOf(shown, now).filter(({ until }) => until > now),
  };
}

// Turns reminders and their sensitive sectors on and off, and erases everything that reminders recorded.
import type { Payload } from "../../core/commands/index.ts";
import type { Row } from "../../core/record/change.ts";
import { SENSITIVE_SECTORS } from "../../core/reminders/reminder.ts";
import { isNoticed } from "../../core/reminders/visit.ts";
import { clock } from "../../platform/clock.ts";
import { dropWatch } from "../../platform/session/open-visits.ts";
import { database } from "../../record/database.ts";
import { readReminders } from "../../record/read-record.ts";
import { write } from "../../record/write.ts";
import { objectFrom } from "../../signal/plain-objects.ts";
import type { Sector } from "../../signal/sectors.ts";
import { changeReminders, reconcileReminder } from "./remind.ts";

export async function editReminders({ on, sectors }: Payload<"edit-reminders">): Promise<{ on: boolean }> {
  // Before reminders are turned off: if the worker dies in between, the permission must still be returned.
  if (on === false) await database.meta.put({ key: "every-site-owed" });
  await changeReminders((now) => ({
    ...(on === undefined ? {} : { on, stopped: false, offered: true }),
    ...(on === true && !now.on ? { since: clock.now() } : {}),
    ...(sectors === undefined ? {} : { sectors: switched(now.sectors, sectors) }),
  }));
  if (on === false) await dropWatch();
  await reconcileReminder();
  return { on: (await readReminders()).on };
}

/** Sectors without a new value keep theirs. */
function switched(held: readonly Sector[], said: Partial<Record<Sector, boolean>>): Sector[] {
  return SENSITIVE_SECTORS.filter((sector) => said[sector] ?? held.includes(sector));
}

const isNoticedRow = ({ detail }: Row): boolean => isNoticed({ type: "visit", detail: objectFrom(detail) });

/** Erases the counted visits, the shown reminders, and the current watch. */
export async function forgetReminders(): Promise<{ visits: number }> {
  await dropWatch();
  await changeReminders(() => ({ shown: [], stopped: false }));
  const rows = await database.events.where("type").equals("visit").toArray();
  const visits = rows.filter((row) => row.$x === undefined && isNoticedRow(row)).map(({ id }) => id);
  await write(visits.map((id) => ({ table: "events" as const, id, erase: true as const })));
  await reconcileReminder();
  return { visits: visits.length };
}

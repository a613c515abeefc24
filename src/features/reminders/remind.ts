// The reminder badge on the toolbar button: writes the row first, then makes the badge equal to the row.
import { nameWithDomain } from "../../core/companies/company-name.ts";
import { isVisible } from "../../core/record/change.ts";
import { hasHadEnough, hiddenAt, nudgedBy, type Reminders, showing } from "../../core/reminders/reminder.ts";
import { watchActivePage } from "../../platform/browser/active-page.ts";
import { ringAt } from "../../platform/browser/lifecycle.ts";
import { showBadge } from "../../platform/browser/toolbar.ts";
import { clock } from "../../platform/clock.ts";
import { readCompanyName } from "../../record/company-links.ts";
import { database } from "../../record/database.ts";
import { readReminders } from "../../record/read-record.ts";
import type { RowChange } from "../../record/write-hooks.ts";

/** Two years at the maximum rate. */
const MOST_KEPT = 210;

/** Changes the row in one transaction. */
export async function changeReminders(change: (now: Reminders) => Partial<Reminders>): Promise<void> {
  await database.transaction("rw", database.meta, async () => {
    const now = await readReminders();
    await database.meta.put({ key: "reminders", ...now, ...change(now) });
  });
}

export async function remind(company: string): Promise<void> {
  const at = clock.now();
  await changeReminders(({ shown }) => ({ shown: [...shown, { company, at }].slice(-MOST_KEPT) }));
  await reconcileReminder();
}

/**
 * Idempotent. Watches pages while reminders are on, makes the badge equal to the row, and turns reminders off after too
 * many pauses.
 */
export async function reconcileReminder(): Promise<void> {
  const reminders = await readReminders();
  const enough = reminders.on && hasHadEnough(reminders, clock.now());
  watchActivePage(reminders.on && !enough);
  if (enough) {
    // Before reminders are turned off: if the worker dies in between, the permission must still be returned.
    await database.meta.put({ key: "every-site-owed" });
    await changeReminders(() => ({ on: false, stopped: true }));
  }
  const due = showing(reminders, clock.now());
  await showBadge(due === null ? null : await reminderName(due.company));
  if (due !== null) ringAt("reminder", hiddenAt(due));
}

/**
 * The user's name for the company, and its domain. A name that only the company claims must not appear on the browser's
 * button.
 */
export const reminderName = async (company: string): Promise<string> =>
  nameWithDomain(company, await readCompanyName(company));

/** Runs after each write, since a rating answers its reminder. */
export async function noteRatings(touched: readonly RowChange[]): Promise<void> {
  const rated = touched.filter(
    ({ table, before, after }) =>
      table === "feelings" && after.how !== "import" && isVisible(after) && before?.value !== after.value,
  );
  if (rated.length === 0) return;
  const now = clock.now();
  const answers = (reminders: Reminders) =>
    rated.flatMap(({ after }) => nudgedBy(reminders, String(after.company), now) ?? []);
  if (answers(await readReminders()).length === 0) return;
  await changeReminders((reminders) => {
    const answered = answers(reminders);
    return {
      shown: reminders.shown.map((one) => (answered.includes(one) ? { ...one, rated: one.rated ?? now } : one)),
    };
  });
  await reconcileReminder();
}

// The reminder badge on the toolbar button: writes the row first, then makes the badge equal to the row.

import type { ReminderView } from "../../core/commands/reminders.ts";
import { nameWithDomain } from "../../core/companies/company-name.ts";
import { isVisible } from "../../core/record/change.ts";
import { hasHadEnough, hiddenAt, isIgnored, nudgedBy, type Reminders, showing } from "../../core/reminders/reminder.ts";
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
 * Idempotent. Watches pages while reminders are on, makes the badge equal to the row, and switches off after too many
 * pauses.
 */
export async function reconcileReminder(): Promise<void> {
  const reminders = await readReminders();
  const enough = reminders.on && hasHadEnough(reminders, clock.now());
  watchActivePage(reminders.on && !enough);
  if (enough) {
    // Before the switch: if the worker dies in between, the permission must still be given back.
    await database.meta.put({ key: "every-site-owed" });
    await changeReminders(() => ({ on: false, stopped: true }));
  }
  const due = showing(reminders, clock.now());
  await showBadge(due === null ? null : await nameOf(due.company));
  if (due !== null) ringAt("reminder", hiddenAt(due));
}

/**
 * The user's name for the company, and its domain: a name that the company claims must not appear on the browser's
 * button.
 */
const nameOf = async (company: string): Promise<string> => nameWithDomain(company, await readCompanyName(company));

const OFFERED_AFTER = 3;

/** Runs when the popup opens: the reminder counts as seen. */
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
  // The popup waits for this, so it reads no more feelings than it must.
  const offer = !reminders.on && !reminders.offered && (await hasFelt(OFFERED_AFTER));
  if (offer) await changeReminders(() => ({ offered: true }));
  return { due: due === null ? null : { company: due.company, name: await nameOf(due.company) }, offer };
}

const hasFelt = async (times: number): Promise<boolean> =>
  (await database.feelings.filter(isVisible).limit(times).count()) === times;

/** Runs after each write: a rating answers its reminder. */
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

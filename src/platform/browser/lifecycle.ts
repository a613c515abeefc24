// Installation, start and alarms. An alarm carries no work: it only starts the background, which reads owed work from
// the record.
import { MINUTE_MILLISECONDS } from "../../core/time/durations.ts";
import { clock } from "../clock.ts";
import { browser } from "./browser.ts";

export type Alarm = "visits" | "reminder" | "pages" | "grant-ends" | "reconcile" | "snapshot" | "sync" | "deliveries";

const alarms = new Map<string, () => unknown>();

/**
 * Repeats every `minutes`; null: fires only as set by `ringAt`. Firefox forgets alarms, so each start sets them again.
 */
export function onAlarm(name: Alarm, minutes: number | null, run: () => unknown): void {
  if (alarms.size === 0) browser.alarms.onAlarm.addListener((alarm) => void alarms.get(alarm.name)?.());
  alarms.set(name, run);
  if (minutes === null) return;
  void browser.alarms.get(name).then((held) => {
    // Chromium keeps the time of an alarm, even one that a fast clock set for the next year.
    const isTooLate = held !== undefined && held.scheduledTime - clock.now() > minutes * MINUTE_MILLISECONDS;
    if (held === undefined || isTooLate) browser.alarms.create(name, { periodInMinutes: minutes });
  });
}

/**
 * Sets an alarm, in milliseconds since the epoch; replaces an earlier one of this name. Never throws. An invalid
 * instant sets nothing: an alarm only repeats work, and must not stop the work that sets it.
 */
export function ringAt(name: Alarm, instant: number): void {
  if (!Number.isFinite(instant)) return;
  try {
    browser.alarms.create(name, { when: instant });
  } catch (error) {
    console.error("an alarm is not set", name, error);
  }
}

export async function stopRinging(name: Alarm): Promise<void> {
  await browser.alarms.clear(name);
}

export const wakeIn = (name: Alarm, minutes: number): void => ringAt(name, clock.now() + minutes * MINUTE_MILLISECONDS);

/** Opens the first page after installation. The listeners also make the browser start the background with it. */
export function onStart(welcomePage: string): void {
  browser.runtime.onInstalled.addListener(({ reason }) => {
    if (reason === "install") void browser.tabs.create({ url: browser.runtime.getURL(welcomePage) });
  });
  browser.runtime.onStartup.addListener(() => {});
}

/** Denies content scripts access to storage.local, which Chromium gives them by default; Firefox has no such switch. */
export function keepScriptsOutOfStorage(): void {
  // The polyfill's types lack setAccessLevel.
  const { local } = browser.storage as unknown as { local: Guarded };
  void local
    .setAccessLevel?.({ accessLevel: "TRUSTED_CONTEXTS" })
    .catch((error: unknown) => console.error("content scripts can read storage.local", error));
}

interface Guarded {
  setAccessLevel?: (level: { accessLevel: "TRUSTED_CONTEXTS" }) => Promise<void>;
}

// Installation, alarms and being woken. Alarms only say "look again": what is owed is in the record.
import { browser } from "./browser.ts";

const alarms = new Map<string, () => unknown>();

/** Runs when wakeIn's time has come, also in a background that was started by it. */
export function onWake(name: string, run: () => unknown): void {
  if (alarms.size === 0) browser.alarms.onAlarm.addListener((alarm) => void alarms.get(alarm.name)?.());
  alarms.set(name, run);
}

/** Firefox forgets alarms with each restart: they are made again whenever the background starts without them. */
export function onAlarm(name: string, minutes: number, run: () => unknown): void {
  onWake(name, run);
  void browser.alarms.get(name).then((held) => {
    if (held === undefined) browser.alarms.create(name, { periodInMinutes: minutes });
  });
}

/** An alarm that is set again begins anew. */
export async function wakeIn(name: string, minutes: number): Promise<void> {
  await browser.alarms.create(name, { delayInMinutes: minutes });
}

/** Opens the first page after installation; the listeners also make the browser start us with it. */
export function onStart(welcomePage: string): void {
  browser.runtime.onInstalled.addListener(({ reason }) => {
    if (reason === "install") void browser.tabs.create({ url: browser.runtime.getURL(welcomePage) });
  });
  browser.runtime.onStartup.addListener(() => {});
}

// What is being watched of visits that are not over: in memory for the browser session, on no disk.
import { NOTHING_WATCHED, type Watch } from "../../core/reminders/visit.ts";
import { browser } from "../browser/browser.ts";

const KEY = "visits";

export const readWatch = async (): Promise<Watch> =>
  ((await browser.storage.session.get(KEY))[KEY] as Watch | undefined) ?? NOTHING_WATCHED;

export const keepWatch = (watch: Watch): Promise<void> => browser.storage.session.set({ [KEY]: watch });

export const dropWatch = (): Promise<void> => browser.storage.session.remove(KEY);

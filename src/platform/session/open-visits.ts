// State of visits that are not over: in memory for the browser session, on no disk.
import { NO_VISITS, type VisitWatch } from "../../core/reminders/visit.ts";
import { browser } from "../browser/browser.ts";

const KEY = "visits";

export const readWatch = async (): Promise<VisitWatch> =>
  ((await browser.storage.session.get(KEY))[KEY] as VisitWatch | undefined) ?? NO_VISITS;

export const keepWatch = (watch: VisitWatch): Promise<void> => browser.storage.session.set({ [KEY]: watch });

export const dropWatch = (): Promise<void> => browser.storage.session.remove(KEY);

// Open visits, stored in memory for the browser session, never on disk.
import { NO_VISITS, type VisitWatch } from "../../core/reminders/visit.ts";
import { browser } from "../browser/browser.ts";

const KEY = "visits";

export const readWatch = async (): Promise<VisitWatch> =>
  // Only this file writes the key, and storage.session ends with the browser.
  ((await browser.storage.session.get(KEY))[KEY] as VisitWatch | undefined) ?? NO_VISITS;

export const keepWatch = (watch: VisitWatch): Promise<void> => browser.storage.session.set({ [KEY]: watch });

export const dropWatch = (): Promise<void> => browser.storage.session.remove(KEY);

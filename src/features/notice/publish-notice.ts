// Keeps the script that notices sites equal to f(record, permission), after a write and at every start.
import { EVERY_SITE } from "../../core/companies/host.ts";
import { ensureScript } from "../../platform/browser/content-scripts.ts";
import { isEverySitePermitted } from "../../platform/browser/permissions.ts";
import { makeSerialQueue } from "../../platform/serial-queue.ts";
import { readProfile } from "../../record/read-record.ts";
import type { RowChange } from "../../record/write-hooks.ts";

let script = "";

const enqueue = makeSerialQueue();

/** Path of the built script, from the package root with a leading slash. */
export const setNoticeScript = (file: string): void => {
  script = file;
};

/** One update at a time, in order: of two parallel updates, the older one could finish last. */
export const reconcileNotice = (): Promise<void> =>
  enqueue(async () => {
    const [wanted] = await Promise.allSettled([isWanted()]);
    const at = {
      id: "notice",
      matches: [...EVERY_SITE],
      js: [script],
      runAt: "document_idle" as const,
      allFrames: false,
    };
    await ensureScript("notice", wanted.status === "fulfilled" && wanted.value ? at : null);
    if (wanted.status === "rejected") throw wanted.reason;
  });

const isWanted = async (): Promise<boolean> => (await readProfile())?.notice === true && (await isEverySitePermitted());

/** Runs after each write. */
export async function publishNotice(touched: readonly RowChange[]): Promise<void> {
  if (touched.some(({ table }) => table === "profiles")) await reconcileNotice();
}

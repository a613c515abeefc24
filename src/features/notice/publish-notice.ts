// Keeps the script that notices sites equal to f(record, permission), after a write and at every start.
import { EVERY_SITE } from "../../core/companies/host.ts";
import { ensureScript } from "../../platform/browser/content-scripts.ts";
import { isEverySitePermitted } from "../../platform/browser/permissions.ts";
import { readProfile } from "../../record/read-record.ts";
import type { Touched } from "../../record/write-hooks.ts";

let script = "";
let running: Promise<void> = Promise.resolve();

/** Where the built script lies, from the package root with a leading slash. */
export const setNoticeScript = (file: string): void => {
  script = file;
};

/** One at a time: two updates at once could leave the older one standing. */
export function reconcileNotice(): Promise<void> {
  const turn = running.then(async () => {
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
  running = turn.catch(() => {});
  return turn;
}

const isWanted = async (): Promise<boolean> => (await readProfile())?.notice === true && (await isEverySitePermitted());

/** The consequence of a write. */
export async function publishNotice(touched: readonly Touched[]): Promise<void> {
  if (touched.some(({ table }) => table === "profiles")) await reconcileNotice();
}

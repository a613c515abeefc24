// Keeps rules and script of Global Privacy Control equal to f(record, permission), after a write and at every start.
import { entityOf } from "../../core/record/tables.ts";
import { ensureGpc } from "../../platform/browser/gpc-signal.ts";
import { isEverySitePermitted } from "../../platform/browser/permissions.ts";
import { makeSerialQueue } from "../../platform/serial-queue.ts";
import { readGpc } from "../../record/read-record.ts";
import type { RowChange } from "../../record/write-hooks.ts";
import { readExceptions } from "./read-gpc.ts";

let script = "";

const enqueue = makeSerialQueue();

/** Path of the built script, from the package root with a leading slash. */
export const setGpcScript = (file: string): void => {
  script = file;
};

/** One update at a time, in order: of two parallel updates, the older one could finish last. */
export const reconcileGpc = (): Promise<void> =>
  enqueue(async () => {
    const [wanted] = await Promise.allSettled([exceptions()]);
    await ensureGpc(wanted.status === "fulfilled" ? wanted.value : null, script);
    if (wanted.status === "rejected") throw wanted.reason;
  });

/**
 * Companies that get no signal; null if no site gets one. Without the permission for every site, granted hosts and an
 * opened popup would let the signal act on some sites only.
 */
const exceptions = async (): Promise<string[] | null> =>
  (await readGpc()) && (await isEverySitePermitted()) ? (await readExceptions()).map(({ id }) => id) : null;

/** Runs after each write. */
export async function publishGpc(touched: readonly RowChange[]): Promise<void> {
  if (touched.some(concernsGpc)) await reconcileGpc();
}

function concernsGpc({ table, before, after }: RowChange): boolean {
  if (table === "profiles") return entityOf(table, before)?.gpc !== entityOf(table, after)?.gpc;
  return table === "companies" && entityOf(table, before)?.gpcOff !== entityOf(table, after)?.gpcOff;
}

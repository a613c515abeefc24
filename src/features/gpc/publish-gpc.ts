// Keeps rules and script of Global Privacy Control equal to f(record, permission), after a write and at every start.
import { entityOf } from "../../core/record/tables.ts";
import { ensureGpc } from "../../platform/browser/gpc-signal.ts";
import { isEverySitePermitted } from "../../platform/browser/permissions.ts";
import { readGpc } from "../../record/read-record.ts";
import type { Touched } from "../../record/write-hooks.ts";
import { readExceptions } from "./read-gpc.ts";

let script = "";
let running: Promise<void> = Promise.resolve();

/** Where the built script lies, from the package root with a leading slash. */
export const setGpcScript = (file: string): void => {
  script = file;
};

/** One at a time, in the order asked for: two updates at once could leave the older one standing. */
export function reconcileGpc(): Promise<void> {
  const turn = running.then(async () => {
    const [wanted] = await Promise.allSettled([exceptions()]);
    await ensureGpc(wanted.status === "fulfilled" ? wanted.value : null, script);
    if (wanted.status === "rejected") throw wanted.reason;
  });
  running = turn.catch(() => {});
  return turn;
}

/**
 * Companies that get no signal; null if no site gets one: without the permission for every site, granted hosts and an
 * opened popup would let it act on some sites only.
 */
const exceptions = async (): Promise<string[] | null> =>
  (await readGpc()) && (await isEverySitePermitted()) ? (await readExceptions()).map(({ id }) => id) : null;

/** The consequence of a write. */
export async function publishGpc(touched: readonly Touched[]): Promise<void> {
  if (touched.some(concernsGpc)) await reconcileGpc();
}

function concernsGpc({ table, before, after }: Touched): boolean {
  if (table === "profiles") return entityOf(table, before)?.gpc !== entityOf(table, after)?.gpc;
  return table === "companies" && entityOf(table, before)?.gpcOff !== entityOf(table, after)?.gpcOff;
}

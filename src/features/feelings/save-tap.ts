// Saves a tap in the popup exactly once: from the popup's message or from the pending taps, whichever comes first. A
// pending tap stays until it is saved or turns out to belong to no company. It keeps the time of the press, however
// late it is saved.
import { Refusal } from "../../core/commands/errors.ts";
import type { Rated } from "../../core/commands/feelings.ts";
import { COMMANDS, type Payload } from "../../core/commands/index.ts";
import { companyOf } from "../../core/companies/company.ts";
import { makeSerialQueue } from "../../platform/serial-queue.ts";
import { type PendingTap, readPendingTaps, removePendingTap } from "../../platform/session/pending-taps.ts";
import { rateOnce } from "./rate-visit.ts";

type Tap = Payload<"save-tap">;

/** Taps saved by this worker: the popup's message may arrive after the pending tap was found. */
const saved = new Map<string, Rated | null>();
/** Pending taps by id. Read once for each worker; events add every later tap. Null until then. */
let owed: Promise<Map<string, Tap>> | null = null;
const inTurn = makeSerialQueue();

/** Saves a tap. Refused if its page belongs to no company, or if it was saved earlier and undone since. */
export const saveTap = (tap: Tap): Promise<Rated> =>
  inTurn(async () => {
    await saveOwed([], tap);
    const rated = saved.get(tap.id) ?? null;
    if (rated === null) throw new Refusal(companyOf(tap.host) === null ? "not-a-company" : "not-found", tap.host);
    return rated;
  });

/** Saves all pending taps. Runs at every start. Idempotent. */
export const savePendingTaps = (): Promise<void> => inTurn(() => saveOwed([]));

/** Saves taps that a popup has just stored. Usually its own message arrived first, or arrives in a moment. */
export const saveNewTaps = (kept: readonly PendingTap[]): Promise<void> => inTurn(() => saveOwed(tapsOf(kept)));

/** Forgets the pending taps when the record is erased. */
export const forgetTaps = (): Promise<void> =>
  inTurn(async () => {
    owed = null;
  });

/** Saves in the order of the taps. A tap that fails holds back those after it, since it would overwrite them later. */
async function saveOwed(kept: readonly Tap[], sent?: Tap): Promise<void> {
  owed ??= readPendingTaps().then((all) => new Map(tapsOf(all).map((tap) => [tap.id, tap])));
  const taps = await owed.catch((error: unknown) => {
    owed = null;
    throw error;
  });
  for (const tap of kept) taps.set(tap.id, tap);
  if (sent !== undefined && !taps.has(sent.id)) taps.set(sent.id, sent);
  for (const tap of [...taps.values()].sort((one, other) => one.at - other.at)) {
    if (!saved.has(tap.id)) saved.set(tap.id, await rateHost(tap));
    taps.delete(tap.id);
    // A tap that arrived only as a message is also pending; its event follows in a moment.
    if (tap !== sent) forget(tap.id);
  }
}

function rateHost({ host, ...tap }: Tap): Promise<Rated | null> | null {
  const company = companyOf(host);
  return company === null ? null : rateOnce({ company, ...tap });
}

function tapsOf(kept: readonly PendingTap[]): Tap[] {
  const parsed = kept.map(([id, tap]) => ({ id, tap: COMMANDS["save-tap"].payload.safeParse(tap) }));
  for (const { id, tap } of parsed) if (!tap.success) forget(id);
  return parsed.flatMap(({ tap }) => tap.data ?? []);
}

/**
 * Best effort: saving is idempotent, so a tap that is found again is not saved twice. The next worker reads the rest
 * again.
 */
const forget = (id: string): void =>
  void removePendingTap(id).catch((error: unknown) => {
    owed = null;
    console.error("a saved tap is still pending", error);
  });

// A tap in the popup, saved exactly once: from the popup's message, or from what it kept, whichever comes first. What
// was kept is owed until it is saved or is no company's, however late: it is a feeling of the moment of the tap.

import { Refusal } from "../../core/commands/errors.ts";
import type { Rated } from "../../core/commands/feelings.ts";
import { COMMANDS, type Payload } from "../../core/commands/index.ts";
import { companyOf } from "../../core/companies/company.ts";
import { makeSerialQueue } from "../../platform/serial-queue.ts";
import { type PendingTap, readPendingTaps, removePendingTap } from "../../platform/session/pending-taps.ts";
import { rateOnce } from "./rate-visit.ts";

type Tap = Payload<"save-tap">;

/** What this start has saved: the popup's message may come after the kept tap was found. */
const saved = new Map<string, Rated | null>();
/** What is owed, by id. Read once a start, and every tap made after that is told: null until then. */
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

/** At every start. Idempotent. */
export const saveKeptTaps = (): Promise<void> => inTurn(() => saveOwed([]));

/** When a popup has kept taps: mostly its own message was here first, or comes in a moment. */
export const saveJustKept = (kept: readonly PendingTap[]): Promise<void> => inTurn(() => saveOwed(tapsOf(kept)));

/** What was owed went with everything else. */
export const forgetTaps = (): Promise<void> =>
  inTurn(async () => {
    owed = null;
  });

/** In the order of the taps: where one cannot be saved, those after it wait, or it would move them back later. */
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
    // What was only sent is kept too, and we are told of that in a moment.
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

/** Nobody waits for it: a tap that is found again after it was saved is not saved again. What stays is read again. */
const forget = (id: string): void =>
  void removePendingTap(id).catch((error: unknown) => {
    owed = null;
    console.error("a tap stays kept", error);
  });

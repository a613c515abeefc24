// A tap in the popup, saved exactly once: from the popup's message, or from what it kept, whichever comes first. What
// was kept is owed until it is saved or is no company's, however late: it is a feeling of the moment of the tap.
import { COMMANDS, type Payload } from "../../core/command.ts";
import { companyOf } from "../../core/company.ts";
import { makeInTurn } from "../../platform/in-turn.ts";
import { dropTap, readTaps } from "../../platform/kept-taps.ts";
import { type Rated, rateOnce } from "./rate-visit.ts";

type Tap = Payload<"save-tap">;

/** What this start has saved: the popup's message may come after the kept tap was found. */
const saved = new Map<string, Rated | null>();
const inTurn = makeInTurn();

/** Null where nothing is to be said of it: nobody's page, or an earlier start saved it. */
export const saveTap = (tap: Tap): Promise<Rated | null> =>
  inTurn(async () => {
    await saveOwed(tap);
    return saved.get(tap.id) ?? null;
  });

/** At every start. Idempotent. */
export const saveKeptTaps = (): Promise<void> => inTurn(() => saveOwed(null));

/** When a popup has kept taps: mostly its own message was here first. */
export const saveJustKept = (ids: readonly string[]): Promise<void> =>
  inTurn(async () => {
    if (ids.every((id) => saved.has(id))) await Promise.all(ids.map(dropTap));
    else await saveOwed(null);
  });

/** In the order of the taps: where one cannot be saved, those after it wait, or it would move them back later. */
async function saveOwed(sent: Tap | null): Promise<void> {
  const owed = await keptTaps();
  if (sent !== null && !owed.some(({ id }) => id === sent.id)) owed.push(sent);
  for (const tap of owed.sort((one, other) => one.at - other.at)) {
    if (!saved.has(tap.id)) saved.set(tap.id, await rateHost(tap));
    await dropTap(tap.id);
  }
}

function rateHost({ host, ...tap }: Tap): Promise<Rated | null> | null {
  const company = companyOf(host);
  return company === null ? null : rateOnce({ company, ...tap });
}

async function keptTaps(): Promise<Tap[]> {
  const taps: Tap[] = [];
  for (const [id, kept] of await readTaps()) {
    const parsed = COMMANDS["save-tap"].payload.safeParse(kept);
    if (parsed.success) taps.push(parsed.data);
    else await dropTap(id);
  }
  return taps;
}

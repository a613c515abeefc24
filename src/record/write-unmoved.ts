// Writes that follow a decision about what companies may read: each stores its edits only if the decision still stands.
// Otherwise the caller decides again.
import type { Arrival } from "./apply-edits.ts";
import { type Database, database } from "./database.ts";
import { decidingMoment } from "./deciding.ts";
import { type Edit, type EditPlan, type WriteResult, write } from "./write.ts";

/** Null if a write to a deciding table came after `moment`; then nothing is stored. Throws as `write` does. */
export async function writeUnmoved(
  edits: readonly Edit[] | EditPlan,
  moment: number,
  { target = database, ...arrival }: { target?: Database } & Partial<Arrival> = {},
): Promise<WriteResult | null> {
  let isMoved = false;
  const plan: EditPlan = async (tables) => {
    // A transaction waits for the ones before it with its first request, not with its beginning.
    await tables.profiles.get("profile");
    isMoved = decidingMoment() !== moment;
    if (isMoved) return [];
    return typeof edits === "function" ? edits(tables) : edits;
  };
  const stored = (): void => {
    if (!isMoved) arrival.stored?.();
  };
  const written = await write(plan, target, { origin: "here", ...arrival, stored });
  return isMoved ? null : written;
}

// Holds the grants that rows of another device would create or widen here. Each waits for the user's confirmation on
// this device, since nobody has seen the text here.
import { entityOf } from "../../core/record/tables.ts";
import { reachesFurther } from "../../core/sharing/grant.ts";
import { instantNow } from "../../platform/clock.ts";
import { previewDisclosure } from "../../record/confirm-disclosure.ts";
import { isDeciding } from "../../record/deciding.ts";
import { holdGrants, readHeld } from "../../record/held-grants.ts";
import type { VaultEdit } from "../../record/sync-store.ts";
import { type RowChange, writeHooks } from "../../record/write-hooks.ts";

/** Ends once no company can read more through these rows than before. */
export async function holdWider(edits: readonly VaultEdit[]): Promise<void> {
  const deciding = edits.filter(({ table }) => isDeciding(table));
  if (deciding.length === 0) return;
  const [{ touched, asks }, held] = await Promise.all([previewDisclosure(deciding), readHeld()]);
  const companies = new Set([...touched.filter(isFurther).map(({ id }) => id), ...asks.map(({ company }) => company)]);
  const fresh = [...companies].filter((company) => !held.has(company));
  if (fresh.length === 0) return;
  await holdGrants(fresh);
  // Before the rows are stored. From here on these companies get no signal.
  await writeHooks().republish();
}

function isFurther({ table, before, after }: RowChange): boolean {
  if (table !== "grants") return false;
  const [held, brought] = [before, after].map((row) => entityOf("grants", row) ?? undefined);
  return reachesFurther(held, brought, instantNow());
}

// Holds the grants that rows of another device would create or widen here: each waits for the user's yes on this device,
// because only here did nobody see the text.
import { entityOf } from "../../core/record/tables.ts";
import { reachesFurther } from "../../core/sharing/grant.ts";
import { instantNow } from "../../platform/clock.ts";
import { previewDisclosure } from "../../record/confirm-disclosure.ts";
import { holdGrants, readHeld } from "../../record/held-grants.ts";
import type { VaultEdit } from "../../record/sync-store.ts";
import { type RowChange, writeHooks } from "../../record/write-hooks.ts";

/** Tables whose rows decide about what a company reads. */
const DECIDING: readonly string[] = ["companies", "rules", "layers", "plans", "grants", "profiles"];

/** Ends once no company can read more through these rows than before. */
export async function holdWider(edits: readonly VaultEdit[]): Promise<void> {
  const deciding = edits.filter(({ table }) => DECIDING.includes(table));
  if (deciding.length === 0) return;
  const [{ touched, asks }, held] = await Promise.all([previewDisclosure(deciding), readHeld()]);
  const companies = new Set([...touched.filter(isFurther).map(({ id }) => id), ...asks.map(({ company }) => company)]);
  const fresh = [...companies].filter((company) => !held.has(company));
  if (fresh.length === 0) return;
  await holdGrants(fresh);
  // Before the rows are stored: from here on the signal is without these companies.
  await writeHooks().republish();
}

function isFurther({ table, before, after }: RowChange): boolean {
  if (table !== "grants") return false;
  const [held, brought] = [before, after].map((row) => entityOf("grants", row) ?? undefined);
  return reachesFurther(held, brought, instantNow());
}

// Ends the reading of companies: their grant, pending choice, owed deliveries, and the browser's permission.
import type { Payload } from "../../core/commands/index.ts";
import { entityOf } from "../../core/record/tables.ts";
import { cancellingWithGrant } from "../../core/sharing/delivery-state.ts";
import { instantNow } from "../../platform/clock.ts";
import { dropChoice } from "../../platform/session/drafts.ts";
import { database } from "../../record/database.ts";
import { releaseGrant } from "../../record/held-grants.ts";
import { readReachedHosts } from "../../record/reached-hosts.ts";
import { readDeliveries } from "../../record/read-record.ts";
import type { RecordReader } from "../../record/record-reader.ts";
import { type Edit, write } from "../../record/write.ts";
import type { RowChange } from "../../record/write-hooks.ts";
import { dropOwedHosts } from "./owed-hosts.ts";

export async function revokeCompany({ company }: Payload<"revoke-company">): Promise<{ batch: string | null }> {
  const grant = entityOf("grants", await database.grants.get(company));
  if (grant === null || grant.revokedAt !== undefined) return { batch: null };
  const { batch } = await endReading([company], async () => []);
  await releaseGrant(company);
  return { batch };
}

/**
 * Ends the grants of these companies and writes `more`, in one batch. The grants end first, so that a company reads
 * nothing even if the browser keeps the permission.
 */
export async function endReading(
  companies: readonly string[],
  more: (tables: RecordReader) => Promise<readonly Edit[]>,
): Promise<{ batch: string | null }> {
  for (const company of companies) await forgetPending(company);
  const { batch } = await write(async (tables) => {
    const ends = await Promise.all(companies.map((company) => endingEdits(tables, company)));
    return [...ends.flat(), ...(await more(tables))];
  });
  await dropOwedHosts();
  return { batch };
}

/**
 * Drops the choice that waits for the browser's answer, and marks the permission as owed to be returned. Runs before
 * the grant ends: if the worker dies in between, the next start still returns the permission.
 */
async function forgetPending(company: string): Promise<void> {
  await dropChoice(company);
  await database.meta.delete(`intent:${company}`);
  const grant = entityOf("grants", await database.grants.get(company));
  if (grant !== null && grant.revokedAt === undefined)
    await database.meta.put({ key: `drop:${company}`, drop: await readReachedHosts(grant) });
}

async function endingEdits(tables: RecordReader, company: string): Promise<Edit[]> {
  const owed = cancellingWithGrant(await readDeliveries("company", company, tables));
  const grant = entityOf("grants", await tables.grants.get(company));
  if (grant === null || grant.revokedAt !== undefined) return owed;
  const at = instantNow();
  return [
    { table: "grants", id: company, fields: { revokedAt: at } },
    { table: "events", fields: { at, company, type: "told", detail: { revoked: true } } },
    ...owed,
  ];
}

/**
 * Grants that were revoked on another device end here at once, with the permission. Runs after rows of that device were
 * stored.
 */
export async function dropHostsOfRevoked(touched: readonly RowChange[]): Promise<void> {
  for (const { table, id, after } of touched) {
    const grant = table === "grants" ? entityOf("grants", after) : null;
    if (grant?.revokedAt === undefined) continue;
    await releaseGrant(id);
    await database.meta.put({ key: `drop:${id}`, drop: await readReachedHosts(grant) });
  }
  await dropOwedHosts();
}

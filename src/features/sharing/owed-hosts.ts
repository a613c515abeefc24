// Returns the browser's permissions of a company whose grant ended, except for the host of a withdrawal that must still
// arrive.
import { entityOf } from "../../core/record/tables.ts";
import type { Delivery } from "../../core/sharing/delivery.ts";
import { isOwed, kindOf } from "../../core/sharing/delivery-state.ts";
import { dropHosts } from "../../platform/browser/permissions.ts";
import { database } from "../../record/database.ts";
import { readDeliveries } from "../../record/read-record.ts";
import { urlOf } from "../../signal/web-address.ts";
import { readSentHere } from "./may-deliver.ts";

const hostOf = ({ endpoint }: Delivery): string => urlOf(endpoint)?.hostname ?? "";

/** Owed work: returns the host permissions of revoked companies, unless they were granted again. Idempotent. */
export async function dropOwedHosts(): Promise<void> {
  for (const owed of await database.meta.where("key").startsWith("drop:").toArray()) {
    if (!("drop" in owed)) continue;
    const company = owed.key.slice("drop:".length);
    const grant = entityOf("grants", await database.grants.get(company));
    const ended = grant === null || grant.revokedAt !== undefined;
    const needed = ended ? await hostsOfWithdrawals(company) : [];
    const kept = owed.drop.filter((host) => needed.includes(host));
    if (ended) await dropHosts(owed.drop.filter((host) => !kept.includes(host)));
    if (kept.length > 0) await database.meta.put({ ...owed, drop: kept });
    else await database.meta.delete(owed.key);
  }
}

/** Hosts of the withdrawals that this device still sends. */
async function hostsOfWithdrawals(company: string): Promise<string[]> {
  const [deliveries, here] = await Promise.all([readDeliveries("company", company), readSentHere()]);
  return deliveries.filter((one) => kindOf(one) === "withdraw" && isOwed(one) && here.includes(one.id)).map(hostOf);
}

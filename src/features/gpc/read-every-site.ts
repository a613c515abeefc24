// State of the browser's permission for every site: the settings that need it, and the companies that would lose theirs
// with it.
import { hostsLostWithEverySite, permittedHosts } from "../../platform/browser/permissions.ts";
import { readCompanyNames } from "../../record/company-links.ts";
import { database } from "../../record/database.ts";
import { needsEverySite, readCurrentGrants } from "../../record/read-record.ts";

export interface EverySite {
  /** True if a setting needs the permission. */
  needed: boolean;
  /** Names of companies whose permission the browser would remove too. */
  companies: string[];
  /** Hosts of grants that lost their permission with it earlier, until the browser permits them again. */
  waiting: string[];
}

export async function readEverySite(): Promise<EverySite> {
  const [needed, current, row] = await Promise.all([
    needsEverySite(),
    readCurrentGrants(),
    database.meta.get("ask-again"),
  ]);
  const names = await readCompanyNames(current.map(({ id }) => id));
  const hosts = current.flatMap((grant) => grant.hosts);
  const asked = row?.key === "ask-again" ? row.hosts.filter((host) => hosts.includes(host)) : [];
  const [lost, permitted] = [await hostsLostWithEverySite(hosts), await permittedHosts(asked)];
  const losing = current.filter((grant) => grant.hosts.some((host) => lost.includes(host)));
  return {
    needed,
    companies: losing.map(({ id }) => names.get(id) ?? id),
    waiting: asked.filter((host) => !permitted.includes(host)),
  };
}

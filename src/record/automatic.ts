// Automatic permission: the companies that the setting covers. Asked when a page declares that its company takes part,
// and again in the write that allows it, since the user may decide in between.
import { isTenant } from "../core/companies/company.ts";
import { entityOf } from "../core/record/tables.ts";
import { readCompanyDomains } from "./company-links.ts";
import { database, entitiesOf } from "./database.ts";
import type { RecordReader } from "./record-reader.ts";

/** True if the setting is on, and the user has decided nothing about this company or another domain of it. */
export async function mayBeAllowed(company: string, source: RecordReader = database): Promise<boolean> {
  const profile = entityOf("profiles", await source.profiles.get("profile"));
  if (profile?.notice !== true || profile.autoGrant !== true || isTenant(company)) return false;
  const domains = await readCompanyDomains(company, source);
  const [rows, refused, grants] = await Promise.all([
    source.companies.bulkGet(domains),
    database.meta.bulkGet(domains.map((domain) => `refused:${domain}`)),
    // Includes a revoked or undone grant, since the user has decided.
    source.grants.bulkGet(domains),
  ]);
  const known = entitiesOf(
    "companies",
    rows.flatMap((row) => row ?? []),
  );
  if (known.some(({ muted, autoOff }) => muted === true || autoOff === true)) return false;
  return [...refused, ...grants].every((row) => row === undefined);
}

// Where the user wants it: a company that takes part may read the contact rules. Never support, plans or feelings.
import { isVisible } from "../../core/change.ts";
import { entityOf } from "../../core/entities.ts";
import type { Participation } from "../../core/participation.ts";
import type { GrantedParts } from "../../core/view.ts";
import { instantNow } from "../../platform/clock.ts";
import { type Edit, write } from "../../platform/write.ts";
import { rememberHost } from "./allow-company.ts";

const CONTACT_ONLY: GrantedParts = Object.freeze({
  contact: true,
  treatment: false,
  support: false,
  terms: false,
  plans: false,
  feelings: false,
});

/** Once a company: one that was ever allowed or refused is the user's own decision, whatever it was. */
export async function grantAutomatically(
  company: string,
  host: string,
  { company: named }: Participation,
): Promise<boolean> {
  await rememberHost(host);
  const { touched } = await write(async (tables) => {
    if (isVisible(await tables.grants.get(company))) return [];
    const known = entityOf("companies", await tables.companies.get(company));
    if (known?.muted === true || known?.autoOff === true) return [];
    const told = { granted: CONTACT_ONLY, automatic: true };
    const edits: Edit[] = [
      {
        table: "grants",
        id: company,
        fields: { hosts: [host], parts: CONTACT_ONLY, since: instantNow(), paused: false, automatic: true },
      },
      {
        table: "companies",
        id: company,
        fields: { name: named.name, sector: known?.sector ?? named.sector ?? null },
      },
      { table: "events", fields: { at: instantNow(), company, type: "told", detail: told } },
    ];
    return edits;
  });
  return touched.length > 0;
}

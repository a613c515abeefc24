// Automatic grants, if turned on: a participating company may read the general wants, as in the header, and nothing
// else.
import { companyName } from "../../core/companies/company-name.ts";
import { entityOf } from "../../core/record/tables.ts";
import type { GrantedParts } from "../../core/sharing/view.ts";
import { instantNow, localDate } from "../../platform/clock.ts";
import { mayBeAllowed } from "../../record/automatic.ts";
import { readFileOf } from "../../record/company-file.ts";
import { database } from "../../record/database.ts";
import { readTimeZone } from "../../record/read-record.ts";
import { type Edit, write } from "../../record/write.ts";
import { rememberHost } from "./allow-company.ts";

const CONTACT_ONLY: GrantedParts = Object.freeze({
  contact: true,
  treatment: false,
  support: false,
  terms: false,
  plans: false,
  feelings: false,
});

/** Daily limit of automatic grants, so that no site can trigger many. */
const MOST_A_DAY = 5;

/** At most once per company, and MOST_A_DAY per day. */
export async function grantAutomatically(company: string, host: string): Promise<boolean> {
  const claimed = (await readFileOf([host]))?.participation.company.name;
  const day = localDate(await readTimeZone());
  await rememberHost(host);
  const { touched } = await write(async (tables) => {
    if (!(await mayBeAllowed(company, tables))) return [];
    const held = await database.meta.get("automatic");
    const today = held?.key === "automatic" && held.day === day ? held.companies : [];
    if (today.length >= MOST_A_DAY) return [];
    const known = entityOf("companies", await tables.companies.get(company));
    const name = companyName(company, known?.name, claimed);
    const granted = { hosts: [host], parts: CONTACT_ONLY, since: instantNow(), paused: false, automatic: true };
    const edits: Edit[] = [
      { table: "grants", id: company, fields: granted },
      {
        table: "events",
        fields: { at: instantNow(), company, type: "told", detail: { granted: CONTACT_ONLY, automatic: true } },
      },
    ];
    if (name !== known?.name) edits.unshift({ table: "companies", id: company, fields: { name } });
    return { edits, meta: [{ key: "automatic", day, companies: [...today, company] }] };
  });
  return touched.length > 0;
}

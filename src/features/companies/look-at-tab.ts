// View model of the popup for one tab, in one answer: company, participation, grant, view and today's feeling.
import type { TabView } from "../../core/commands/companies.ts";
import type { Payload } from "../../core/commands/index.ts";
import { siteOf } from "../../core/companies/company.ts";
import { claimedName, companyName } from "../../core/companies/company-name.ts";
import { nameFromTitle } from "../../core/companies/title-name.ts";
import { gpcState } from "../../core/gpc/gpc.ts";
import { dataOfParts } from "../../core/sharing/data-kinds.ts";
import { DEFAULT_PARTS } from "../../core/sharing/default-parts.ts";
import { grantState } from "../../core/sharing/grant.ts";
import { isEverySitePermitted, isHostPermitted } from "../../platform/browser/permissions.ts";
import { tabPage } from "../../platform/browser/tabs.ts";
import { instantNow, localDate } from "../../platform/clock.ts";
import { productsOf, readFileOf } from "../../record/company-file.ts";
import { readCompanyNames } from "../../record/company-links.ts";
import { database } from "../../record/database.ts";
import { openIntent, readGrantAfter } from "../../record/intents.ts";
import { readLastReadingEnd } from "../../record/last-reading.ts";
import {
  feelingOn,
  readCompany,
  readCompanyGroup,
  readGpc,
  readGrant,
  readLayer,
  readLayers,
  readProfile,
  readTimeZone,
} from "../../record/read-record.ts";
import type { Sector } from "../../signal/sectors.ts";
import { checkParticipation } from "./check-participation.ts";
import { companyView } from "./company-view.ts";

async function hasSectorPreferences(sector: Sector | undefined): Promise<boolean> {
  if (sector === undefined) return false;
  const { rules, ...fields } = await readLayer(`sector:${sector}`);
  return rules.length > 0 || Object.keys(fields).length > 0;
}

export async function lookAtTab({ tab, ...how }: Payload<"look-at-tab">): Promise<TabView> {
  const { url, title } = await tabPage(tab).catch(() => ({ url: undefined, title: undefined }));
  if (url === undefined || !/^https?:/.test(url)) return { kind: "no-page" };
  const site = siteOf(url);
  if (site === null) return { kind: "no-company", host: new URL(url).hostname };
  const { participation, renewed, unanswered } = await checkParticipation(site, tab, how);
  const [stored, company, grant, timeZone, feelings, gpc] = await Promise.all([
    readFileOf([site.host]),
    readCompany(site.company),
    readGrant(site.company),
    readTimeZone(),
    database.counters.count(),
    readGpc(),
  ]);
  const profile = await readProfile();
  const [{ main, others, sector }, names] = [
    await readCompanyGroup(site.company),
    await readCompanyNames([site.company]),
  ];
  const claimed = stored?.participation.company;
  // Reads the title for this window only, and stores it nowhere.
  const said = claimedName(claimed?.name, site.company) ?? nameFromTitle(title, site.company) ?? undefined;
  const name = companyName(site.company, names.get(site.company), said);
  const asking = await openIntent(site.company);
  const state = grantState(grant ?? undefined, instantNow());
  const choice = asking ?? { host: site.host, parts: grant?.parts ?? DEFAULT_PARTS };
  const reads = state === "live" || state === "paused" ? grant : null;
  const grantShown = reads ?? (await readGrantAfter(site.company, choice));
  const { company: own = { rules: [] }, ...under } = await readLayers(main, sector);
  const seen = await companyView(site.company, grantShown, reads === null ? asking?.sector : undefined);
  const covered = grant?.hosts.includes(site.host) === true;
  const here = covered && (await isHostPermitted(site.host, dataOfParts(grant.parts)));
  return {
    kind: "site",
    company: site.company,
    host: site.host,
    name,
    products: productsOf(stored),
    participation,
    renewed,
    unanswered,
    grant: state,
    readUntil: await readLastReadingEnd(site.company),
    asking: asking === null ? null : { parts: asking.parts, topics: asking.topics ?? [], sector: asking.sector },
    here,
    waits: covered && !here,
    automatic: profile?.autoGrant !== true ? "off" : company?.autoOff === true ? "excepted" : "on",
    grantedAutomatically: grant?.automatic === true,
    seen,
    sector,
    claimedSector:
      sector === undefined && others.length === 0 && (await hasSectorPreferences(claimed?.sector))
        ? claimed?.sector
        : undefined,
    main,
    own,
    under,
    timeZone,
    feeling: await feelingOn(site.company, localDate(timeZone), timeZone),
    first: feelings === 0 && (await database.grants.count()) === 0,
    gpc: gpcState({ on: gpc, excepted: company?.gpcOff === true, permitted: gpc && (await isEverySitePermitted()) }),
  };
}

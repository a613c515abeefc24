// Everything the popup shows of one tab in one answer: the company, whether it takes part, what it sees, what I felt.
import type { Payload } from "../../core/commands/index.ts";
import { siteOf } from "../../core/companies/company.ts";
import { companyName } from "../../core/companies/company-name.ts";
import type { Product } from "../../core/companies/participation.ts";
import type { TopicMatch } from "../../core/companies/topic.ts";
import { type GpcState, gpcState } from "../../core/gpc/gpc.ts";
import type { Layer, Sector } from "../../core/preferences/preference.ts";
import type { Layers } from "../../core/preferences/resolution.ts";
import type { Feeling } from "../../core/record/tables.ts";
import { DEFAULT_PARTS } from "../../core/sharing/default-parts.ts";
import { type GrantState, grantState } from "../../core/sharing/grant.ts";
import type { GrantedParts } from "../../core/sharing/view.ts";
import { isEverySitePermitted, isHostPermitted } from "../../platform/browser/permissions.ts";
import { tabUrl } from "../../platform/browser/tabs.ts";
import { instantNow, localDate } from "../../platform/clock.ts";
import { productsOf, readFileOf } from "../../record/company-file.ts";
import { readNames } from "../../record/company-links.ts";
import { database } from "../../record/database.ts";
import { openIntent, readGrantAfter } from "../../record/intents.ts";
import { readUntil } from "../../record/last-reading.ts";
import {
  feelingOn,
  readCompany,
  readGpc,
  readGrant,
  readLayer,
  readLayers,
  readProfile,
  readStanding,
  readTimeZone,
} from "../../record/read-record.ts";
import { checkParticipation, type ParticipationState } from "./check-participation.ts";
import { type CompanyView, companyView } from "./company-view.ts";

export type { ParticipationState };

export interface SiteView {
  kind: "site";
  company: string;
  host: string;
  name: string;
  products: readonly Product[];
  participation: ParticipationState;
  /** The stored file is another than before: what depends on its products must be made again. */
  renewed: boolean;
  /** The page did not answer in time: the stored file is shown. */
  unanswered: boolean;
  grant: GrantState;
  /** An Allow that the browser has not answered: a question, shown again. */
  asking: { parts: GrantedParts; topics: readonly TopicMatch[]; sector: Sector | undefined } | null;
  /** The end of the company's last reading; null when it never read, and while it can. */
  readUntil: string | null;
  /** Whether companies that take part are allowed by themselves, and this one among them. */
  automatic: "off" | "on" | "excepted";
  /** This one was. */
  grantedByItself: boolean;
  /** The grant covers this very host and the browser permits it. */
  here: boolean;
  /** The grant covers this very host, and the browser does not permit it (any more). */
  waits: boolean;
  seen: CompanyView;
  /** By the user's word. */
  sector: Sector | undefined;
  /** By the company's own, where the user said no kind and has wishes for that one: theirs to confirm. */
  claimedSector: Sector | undefined;
  /** The company that this one is counted to, or itself: whose own rules count here. */
  main: string;
  /** The company's own layer; `under` holds the less specific layers, which apply where it says nothing. */
  own: Layer;
  under: Layers;
  feeling: Feeling | null;
  /** The user's time zone, in which times are shown. */
  timeZone: string;
  /** Nothing was ever noted or granted: the first opening. */
  first: boolean;
  gpc: GpcState;
}

export type TabView = { kind: "no-page" } | { kind: "no-company"; host: string } | SiteView;

async function hasWishesFor(sector: Sector | undefined): Promise<boolean> {
  if (sector === undefined) return false;
  const { rules, ...fields } = await readLayer(`sector:${sector}`);
  return rules.length > 0 || Object.keys(fields).length > 0;
}

export async function lookAtTab({ tab, check = false }: Payload<"look-at-tab">): Promise<TabView> {
  const url = await tabUrl(tab).catch(() => undefined);
  if (url === undefined || !/^https?:/.test(url)) return { kind: "no-page" };
  const site = siteOf(url);
  if (site === null) return { kind: "no-company", host: new URL(url).hostname };
  const { participation, renewed, unanswered } = await checkParticipation(site, tab, check);
  const [stored, company, grant, timeZone, feelings, gpc] = await Promise.all([
    readFileOf([site.host]),
    readCompany(site.company),
    readGrant(site.company),
    readTimeZone(),
    database.counters.count(),
    readGpc(),
  ]);
  const profile = await readProfile();
  const [{ main, sector }, names] = [await readStanding(site.company), await readNames([site.company])];
  const claimed = stored?.participation.company;
  const name = companyName(site.company, names.get(site.company), claimed?.name);
  const asking = await openIntent(site.company);
  const state = grantState(grant ?? undefined, instantNow());
  const choice = asking ?? { host: site.host, parts: grant?.parts ?? DEFAULT_PARTS };
  const reads = state === "live" || state === "paused" ? grant : null;
  const told = reads ?? (await readGrantAfter(site.company, choice));
  const { company: own = { rules: [] }, ...under } = await readLayers(main, sector);
  const seen = await companyView(site.company, told, reads === null ? asking?.sector : undefined);
  const covered = grant?.hosts.includes(site.host) === true;
  const here = covered && (await isHostPermitted(site.host));
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
    readUntil: await readUntil(site.company),
    asking: asking === null ? null : { parts: asking.parts, topics: asking.topics ?? [], sector: asking.sector },
    here,
    waits: covered && !here,
    automatic: profile?.autoGrant !== true ? "off" : company?.autoOff === true ? "excepted" : "on",
    grantedByItself: grant?.automatic === true,
    seen,
    sector,
    claimedSector:
      sector === undefined && main === site.company && (await hasWishesFor(claimed?.sector))
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

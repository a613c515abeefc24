// Everything the popup shows of one tab in one answer: the company, whether it takes part, what it sees, what I felt.
import type { Payload } from "../../core/command.ts";
import { siteOf } from "../../core/company.ts";
import type { Feeling } from "../../core/entities.ts";
import { type GpcState, gpcState } from "../../core/gpc.ts";
import { type GrantState, grantState } from "../../core/grant.ts";
import type { Product } from "../../core/participation.ts";
import type { ContactRule, StoredRule } from "../../core/preference.ts";
import { type LayerName, resolveContact } from "../../core/resolution.ts";
import { SHARE_ALL } from "../../core/share-all.ts";
import type { DocumentRule } from "../../core/signal/document.ts";
import { encodeHeader } from "../../core/signal/header.ts";
import { type GrantedParts, summaryFor, type View, type ViewInput, viewFor } from "../../core/view.ts";
import { instantNow, localDate } from "../../platform/clock.ts";
import { database } from "../../platform/database.ts";
import { isEverySitePermitted, isHostPermitted } from "../../platform/permissions.ts";
import {
  feelingOn,
  productsOf,
  readCompany,
  readGpc,
  readGrant,
  readTimeZone,
  readViewInput,
} from "../../platform/record.ts";
import { tabUrl } from "../../platform/tabs.ts";
import { lookAtParticipation, type ParticipationState } from "./look-at-participation.ts";

export type { ParticipationState };

/** One sentence of what the company sees, with the rule behind it. */
export interface SeenRule {
  rule: DocumentRule;
  source: { id: string; layer: LayerName };
  /** This company's own rule as it is stored: the sentence may say only a part of what it says. */
  own?: ContactRule;
}

export interface CompanyView {
  parts: GrantedParts;
  rules: SeenRule[];
  view: View;
  header: string | null;
}

export interface SiteLook {
  kind: "site";
  company: string;
  host: string;
  name: string;
  products: readonly Product[];
  participation: ParticipationState;
  /** The stored file is another than before: what depends on its products must be made again. */
  renewed: boolean;
  grant: GrantState;
  /** The grant covers this very host and the browser permits it. */
  here: boolean;
  seen: CompanyView;
  feeling: Feeling | null;
  /** Nothing was ever noted or granted: the first opening. */
  first: boolean;
  gpc: GpcState;
}

export type TabLook = { kind: "no-page" } | { kind: "no-company"; host: string } | SiteLook;

export async function lookAtTab({ tab, check = false }: Payload<"look-at-tab">): Promise<TabLook> {
  const url = await tabUrl(tab).catch(() => undefined);
  if (url === undefined || !/^https?:/.test(url)) return { kind: "no-page" };
  const site = siteOf(url);
  if (site === null) return { kind: "no-company", host: new URL(url).hostname };
  const { participation, renewed } = await lookAtParticipation(site, tab, check);
  const [stored, company, grant, timeZone, feelings, gpc] = await Promise.all([
    database.participations.get(site.company),
    readCompany(site.company),
    readGrant(site.company),
    readTimeZone(),
    database.counters.count(),
    readGpc(),
  ]);
  const name = stored?.participation.company.name ?? company?.name ?? site.company;
  const seen = await companyView(site.company, grant?.parts ?? SHARE_ALL);
  const here = grant?.hosts.includes(site.host) === true ? await isHostPermitted(site.host) : false;
  return {
    kind: "site",
    company: site.company,
    host: site.host,
    name,
    products: productsOf(stored),
    participation,
    renewed,
    grant: grantState(grant ?? undefined, instantNow()),
    here,
    seen,
    feeling: await feelingOn(site.company, localDate(timeZone), timeZone),
    first: feelings === 0 && (await database.grants.count()) === 0,
    gpc: gpcState({ on: gpc, excepted: company?.gpcOff === true, permitted: gpc && (await isEverySitePermitted()) }),
  };
}

/** What a company sees, or would see, with these parts: made by the same functions as what is sent. */
export async function companyView(company: string, parts: GrantedParts): Promise<CompanyView> {
  const input = await readViewInput(company, parts);
  const view = viewFor(input);
  return { parts, view, header: encodeHeader(summaryFor(input, view)), rules: seenRules(input, view) };
}

export const previewCompany = ({ company, parts }: Payload<"preview-company">): Promise<CompanyView> =>
  companyView(company, parts);

function seenRules(input: ViewInput, view: View): SeenRule[] {
  return (view.contact?.rules ?? []).flatMap((rule) => {
    const [kind] = rule.kinds;
    if (kind === undefined) return [];
    const product = input.products.find(({ id }) => id === rule.about?.product);
    const aliases = Object.values(product?.label ?? {});
    const deciding = resolveContact(input.layers, { kind, about: rule.about, aliases, on: input.on });
    if (deciding === null) return [];
    const { id, layer: _layer, ...stored } = deciding.rule as StoredRule & { layer?: unknown };
    const own = deciding.layer === "company" ? { own: stored as ContactRule } : {};
    return [{ rule, source: { id, layer: deciding.layer }, ...own }];
  });
}

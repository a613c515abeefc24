// Reading the record in the shapes that core thinks in. Reads only; windows and the background share it.
import type { Delivery } from "../core/delivery.ts";
import type { Company, Feeling, Profile, Rule } from "../core/entities.ts";
import { Grant } from "../core/grant.ts";
import { isPlanFor } from "../core/plan.ts";
import type { Layer, Sector } from "../core/preference.ts";
import { NO_REMINDERS, type Reminders } from "../core/reminder.ts";
import type { LayerName, Layers } from "../core/resolution.ts";
import { stampParts } from "../core/stamp.ts";
import { isTimeZone } from "../core/time-zone.ts";
import type { GrantedParts, ViewInput } from "../core/view.ts";
import { clock, foundTimeZone, localDate, timeZoneOf } from "./clock.ts";
import { productsOf, readCompanyFile, readFileOf } from "./company-file.ts";
import { type Database, database, entitiesOf, getEntity, type RecordTables } from "./database.ts";
import { readDomains } from "./same-company.ts";

export const layerIds = (company: string, sector: string | undefined): [LayerName, string][] => [
  ["base", "base"],
  ...(sector === undefined ? [] : [["sector", `sector:${sector}`] as [LayerName, string]]),
  ["company", `company:${company}`],
];

export async function readLayer(id: string, source: Database = database): Promise<Layer> {
  const [row, rules] = await Promise.all([
    getEntity(source, "layers", id),
    source.rules.where("layer").equals(id).toArray(),
  ]);
  const { id: _id, ...fields } = row ?? { id };
  return { ...fields, rules: entitiesOf("rules", rules) };
}

export async function readLayers(
  company: string,
  sector: string | undefined,
  source: Database = database,
): Promise<Layers> {
  const named = layerIds(company, sector).map(async ([name, id]) => [name, await readLayer(id, source)] as const);
  return Object.fromEntries(await Promise.all(named));
}

export const readCompany = (id: string, source: Database = database): Promise<Company | null> =>
  getEntity(source, "companies", id);

/** Grants that have not ended. A row that is no grant is left out: it grants nothing, and stops nothing. */
export const readCurrentGrants = async (source: Database = database): Promise<Grant[]> =>
  entitiesOf("grants", await source.grants.toArray()).filter(
    (grant) => Grant.safeParse(grant).success && grant.revokedAt === undefined,
  );

export const readGrant = (company: string, source: Database = database): Promise<Grant | null> =>
  getEntity(source, "grants", company);

export async function readTimeZone(source: Database = database): Promise<string> {
  return timeZoneOf(await readProfile(source));
}

/** Whether the user's zone was chosen or found out; otherwise times count in this machine's, or in UTC. */
export async function isTimeZoneKnown(source: Database = database): Promise<boolean> {
  const { timeZone = foundTimeZone() ?? "" } = (await readProfile(source)) ?? {};
  return isTimeZone(timeZone) && (timeZone !== "UTC" || foundTimeZone() !== null);
}

export const readProfile = (source: Database = database): Promise<Profile | null> =>
  getEntity(source, "profiles", "profile");

/** Whether a setting needs the browser's permission for every site. */
export async function needsEverySite(source: Database = database): Promise<boolean> {
  const profile = await readProfile(source);
  return profile?.gpc === true || profile?.notice === true || (await readReminders(source)).on;
}

/** Whether the user switched Global Privacy Control on, permitted or not. */
export const readGpc = async (source: Database = database): Promise<boolean> =>
  (await getEntity(source, "profiles", "profile"))?.gpc === true;

/** What was given to be sent to a company, or of one feeling; oldest first. */
export async function readDeliveries(by: "company" | "feeling", id: string, source: RecordTables = database) {
  const deliveries: Delivery[] = entitiesOf("deliveries", await source.deliveries.where(by).equals(id).toArray());
  return deliveries.sort((one, other) => (one.at < other.at ? -1 : 1));
}

/** What reminders are to do and have done on this device. */
export async function readReminders(source: Database = database): Promise<Reminders> {
  const row = await source.meta.get("reminders");
  if (row?.key !== "reminders") return NO_REMINDERS;
  const { key: _key, ...reminders } = row;
  return reminders;
}

/** When this record began here: the first change that this device logged. */
export async function readInstalledAt(source: Database = database): Promise<number> {
  const first = await source.changes.toCollection().first();
  return first === undefined ? clock.now() : stampParts(first.batch).milliseconds;
}

export interface Standing {
  main: string;
  /** The domains that are counted to it. */
  others: string[];
  sector: Company["sector"];
}

/**
 * Whose wishes count for a domain: one company under two domains has one set of preferences and one sector. What it may
 * see is granted to each domain.
 */
export async function readStanding(company: string, source: Database = database): Promise<Standing> {
  const [[main, ...others], own] = await Promise.all([readDomains(company, source), readCompany(company, source)]);
  return { main, others, sector: (main === company ? own : await readCompany(main, source))?.sector };
}

/** What decides, beside the preferences, on what a company reads: its grant, or one that an Allow would make. */
export type Told = Pick<Grant, "parts" | "hosts" | "topics" | "automatic">;

/** Disclosed texts are made of this alone: a company reads no general topic that the user did not match. */
export type DisclosureInput = ViewInput & { topics: NonNullable<ViewInput["topics"]> };

/** What a company reads through a grant today. `sector`: a kind of company that the user is about to confirm. */
export async function readDisclosure(
  company: string,
  { parts, hosts, topics = [], automatic = false }: Told,
  source: Database = database,
  sector?: Sector | undefined,
): Promise<DisclosureInput> {
  const input = await readViewInput(company, parts, source, sector);
  return { ...input, products: productsOf(await readFileOf(hosts, source)), topics, automatic };
}

/** What the user wants of a company today, whether or not it may read it: for letters and for what is held against it. */
export async function readViewInput(
  company: string,
  parts: GrantedParts,
  source: Database = database,
  confirmed?: Sector | undefined,
): Promise<ViewInput> {
  const [{ main, others, ...standing }, timeZone, stored, plans] = await Promise.all([
    readStanding(company, source),
    readTimeZone(source),
    readCompanyFile(company, source),
    parts.plans ? source.plans.toArray().then((rows) => entitiesOf("plans", rows)) : [],
  ]);
  const sector = standing.sector ?? confirmed;
  const on = localDate(timeZone);
  const layers = await readLayers(main, sector, source);
  return {
    layers,
    parts,
    products: productsOf(stored),
    plans: plans.filter((plan) => isPlanFor(plan, { id: main, others, sector }, on)),
    timeZone,
    on,
  };
}

/** The newest feeling about a company noted on a local date. */
export async function feelingOn(
  company: string,
  date: string,
  timeZone: string,
  source: Database = database,
): Promise<Feeling | null> {
  const rows = await source.feelings
    .where("[company+at]")
    .between([company, ""], [company, "\uffff"])
    .reverse()
    .limit(20)
    .toArray();
  return entitiesOf("feelings", rows).find(({ at }) => localDate(timeZone, Date.parse(at)) === date) ?? null;
}

/** The topics that rules name, for suggestions. */
export async function readTopics(source: Database = database): Promise<string[]> {
  const rules = entitiesOf("rules", await source.rules.toArray());
  return [...new Set(rules.flatMap(({ about }) => (about === undefined ? [] : [about.label])))].sort();
}

export const rulesOfLayer = async (layer: string, source: Database = database): Promise<Rule[]> =>
  entitiesOf("rules", await source.rules.where("layer").equals(layer).toArray());

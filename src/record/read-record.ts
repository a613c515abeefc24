// Reads the record into core's types. Reads only; windows and the background share it.
import { isPlanFor } from "../core/plans/plan.ts";
import { type Layers, layerIds } from "../core/preferences/layers.ts";
import type { Layer } from "../core/preferences/preference.ts";
import { isVisible, writtenAt } from "../core/record/change.ts";
import { type Company, entityOf, type Feeling, type Profile, type Rule } from "../core/record/tables.ts";
import { NO_REMINDERS, type Reminders } from "../core/reminders/reminder.ts";
import type { Delivery } from "../core/sharing/delivery.ts";
import { Grant } from "../core/sharing/grant.ts";
import type { GrantedParts, ViewInput } from "../core/sharing/view.ts";
import { addDays } from "../core/time/calendar.ts";
import { isTimeZone } from "../core/time/time-zone.ts";
import { clock, foundTimeZone, instantOf, localDate, startOfDate, timeZoneOf } from "../platform/clock.ts";
import type { Sector } from "../signal/sectors.ts";
import { productsOf, readCompanyFile, readFileOf } from "./company-file.ts";
import { readCompanyDomains } from "./company-links.ts";
import { type Database, database, entitiesOf, getEntity } from "./database.ts";
import { isHeld, onThisDevice, readHeld } from "./held-grants.ts";
import type { RecordReader } from "./record-reader.ts";

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

/** Grants that have not ended. Leaves out invalid rows, which grant nothing and must not affect others. */
export const readCurrentGrants = async (source: Database = database): Promise<Grant[]> =>
  (await readGrants(source)).filter((grant) => Grant.safeParse(grant).success && grant.revokedAt === undefined);

/** All grants, including ended ones. */
export async function readGrants(source: Database = database): Promise<Grant[]> {
  const [rows, held] = await Promise.all([source.grants.toArray(), readHeld(source)]);
  return entitiesOf("grants", rows).map((grant) => onThisDevice(grant, held));
}

export async function readGrant(company: string, source: Database = database): Promise<Grant | null> {
  const [grant, held] = await Promise.all([getEntity(source, "grants", company), isHeld(company, source)]);
  return grant !== null && held ? { ...grant, paused: true } : grant;
}

export async function readTimeZone(source: Database = database): Promise<string> {
  return timeZoneOf(await readProfile(source));
}

/**
 * True if the user's time zone is known: chosen by the user, or found on the machine. Otherwise times are in the
 * machine's zone, or in UTC.
 */
export async function isTimeZoneKnown(source: Database = database): Promise<boolean> {
  const { timeZone = foundTimeZone() ?? "" } = (await readProfile(source)) ?? {};
  return isTimeZone(timeZone) && (timeZone !== "UTC" || foundTimeZone() !== null);
}

export const readProfile = (source: Database = database): Promise<Profile | null> =>
  getEntity(source, "profiles", "profile");

/** True if a setting needs the browser's permission for every site. */
export async function needsEverySite(source: Database = database): Promise<boolean> {
  const profile = await readProfile(source);
  return profile?.gpc === true || profile?.notice === true || (await readReminders(source)).on;
}

/** True if the user turned Global Privacy Control on, with or without the browser's permission. */
export const readGpc = async (source: Database = database): Promise<boolean> =>
  (await getEntity(source, "profiles", "profile"))?.gpc === true;

/** Deliveries to a company, of a feeling or of a plan, oldest first. */
export async function readDeliveries(by: "company" | "feeling" | "plan", id: string, source: RecordReader = database) {
  const deliveries: Delivery[] = entitiesOf("deliveries", await source.deliveries.where(by).equals(id).toArray());
  return deliveries.sort((one, other) => (one.at < other.at ? -1 : 1));
}

/** Settings and state of reminders on this device. */
export async function readReminders(source: Database = database): Promise<Reminders> {
  const row = await source.meta.get("reminders");
  if (row?.key !== "reminders") return NO_REMINDERS;
  const { key: _key, ...reminders } = row;
  return reminders;
}

const FIRST_CHANGES = 50;

/** Time of installation: the earliest of this device's first logged changes, since its clock may have been fast. */
export async function readInstalledAt(source: Database = database): Promise<number> {
  const first = await source.changes.limit(FIRST_CHANGES).toArray();
  return Math.min(clock.now(), ...first.map(writtenAt));
}

export interface CompanyGroup {
  main: string;
  /** The domains linked to it. */
  others: string[];
  sector: Company["sector"];
}

/** The company of a domain. All its domains share preferences and sector, while each has grants of its own. */
export async function readCompanyGroup(company: string, source: Database = database): Promise<CompanyGroup> {
  const [[main, ...others], own] = await Promise.all([
    readCompanyDomains(company, source),
    readCompany(company, source),
  ]);
  return { main, others, sector: (main === company ? own : await readCompany(main, source))?.sector };
}

/** The members of a grant, real or proposed, that define the company's view together with the preferences. */
export type GrantTerms = Pick<Grant, "parts" | "hosts" | "topics" | "automatic">;

/** The only input of disclosed texts. A company reads no general topic that the user did not match. */
export type DisclosureInput = ViewInput & { topics: NonNullable<ViewInput["topics"]> };

/**
 * Input of the view that a company reads through a grant today. `sector`: the kind of company that the user is about to
 * confirm.
 */
export async function readDisclosure(
  company: string,
  { parts, hosts, topics = [], automatic = false }: GrantTerms,
  sector?: Sector | undefined,
): Promise<DisclosureInput> {
  const input = await readViewInput(company, parts, sector);
  return { ...input, products: productsOf(await readFileOf(hosts)), topics, automatic };
}

/**
 * Input of the view of the user's wishes for a company today, whether it may read them or not: for letters and for the
 * ledger. `confirmed` has no effect on a company with several domains, since its sector applies to each of them, and
 * Allow to only one.
 */
export async function readViewInput(
  company: string,
  parts: GrantedParts,
  confirmed?: Sector | undefined,
): Promise<ViewInput> {
  const [{ main, others, ...group }, timeZone, stored, plans] = await Promise.all([
    readCompanyGroup(company),
    readTimeZone(),
    readCompanyFile(company),
    parts.plans ? database.plans.toArray().then((rows) => entitiesOf("plans", rows)) : [],
  ]);
  const sector = group.sector ?? (others.length === 0 ? confirmed : undefined);
  const on = localDate(timeZone);
  const layers = await readLayers(main, sector);
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
export async function feelingOn(company: string, date: string, timeZone: string): Promise<Feeling | null> {
  const [begin, end] = [date, addDays(date, 1)].map((day) => instantOf(startOfDate(day, timeZone)));
  // Only feelings of that day: imported ones of later days, or without a valid date, are ignored.
  const own = database.feelings.where("[company+at]").between([company, begin], [company, end]);
  const row = await own.reverse().filter(isVisible).first();
  return entityOf("feelings", row);
}

/** The topics that rules name, for suggestions. */
export async function readTopics(source: Database = database): Promise<string[]> {
  const rules = entitiesOf("rules", await source.rules.toArray());
  return [...new Set(rules.flatMap(({ about }) => (about === undefined ? [] : [about.label])))].sort();
}

export const rulesOfLayer = async (layer: string, source: Pick<RecordReader, "rules"> = database): Promise<Rule[]> =>
  entitiesOf("rules", await source.rules.where("layer").equals(layer).toArray());

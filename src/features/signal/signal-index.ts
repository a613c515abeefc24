// Signal index: in-memory copy of every row that headers depend on. Loaded once per worker, then updated by each write,
// since reading ten thousand rows takes longer than replacing the rules.
import { domainsOf, mainOf, mainsOf } from "../../core/companies/same-company.ts";
import { Plan } from "../../core/plans/plan.ts";
import { companyOfLayer } from "../../core/preferences/layers.ts";
import type { LayerFields, StoredRule } from "../../core/preferences/preference.ts";
import type { Row } from "../../core/record/change.ts";
import { entityOf, TABLES, type TableName } from "../../core/record/tables.ts";
import { Grant, isLive } from "../../core/sharing/grant.ts";
import type { HostCoverage } from "../../platform/browser/permissions.ts";
import { instantNow, systemTimeZone, timeZoneOf } from "../../platform/clock.ts";
import { productsOf } from "../../record/company-file.ts";
import { type Database, database } from "../../record/database.ts";
import { onThisDevice, readHeld } from "../../record/held-grants.ts";
import type { RowChange } from "../../record/write-hooks.ts";
import type { Product } from "../../signal/participation-schema.ts";

export interface SignalIndex {
  grants: Map<string, Grant>;
  /** Companies whose grant row was removed, by the undo of an Allow. */
  removed: Set<string>;
  /** Companies whose grant is held on this device (record/held-grants.ts), and so treated as paused. */
  held: ReadonlySet<string>;
  sectors: Map<string, string | undefined>;
  /** Main company by domain. */
  sameAs: Map<string, string>;
  fields: Map<string, LayerFields>;
  rules: Map<string, Map<string, StoredRule>>;
  ruleLayers: Map<string, string>;
  plans: Map<string, Plan>;
  /** By exact host, since a participation file is about its own host only. */
  products: Map<string, readonly Product[]>;
  timeZone: string;
  /** By company, its view key. Filled by `viewKey`, cleared by a write that can change it. */
  viewKeys: Map<string, string>;
  /** Filled by `audienceOf`, cleared by a write that can move a company to another group. */
  audience: Audience | null;
}

export interface Audience {
  /** Permitted hosts of live grants: `lasting` without an end, `ending` with one. */
  hosts: { lasting: readonly string[]; ending: readonly string[] };
  permitted: ReadonlySet<string>;
  groups: readonly AudienceGroup[];
  /** Earliest end of a grant, in milliseconds since the epoch; infinite if no grant ends. */
  ends: number;
  /** The permissions it was computed for. */
  covers: HostCoverage;
}

/** Companies with equal views. `grant` is any of theirs; `hosts` as in `Audience`. */
export interface AudienceGroup {
  grant: Grant;
  hosts: { lasting: string[]; ending: string[] };
}

/** The tables that a company's view is computed from. */
const WATCHED: readonly TableName[] = ["companies", "rules", "layers", "plans", "grants", "profiles"];

/**
 * True if a write can change a company's view. Of a company's row only the sector and the main company matter, of the
 * profile only the time zone: a first visit to a company changes nothing.
 */
export const concernsSignal = (touched: readonly RowChange[]): boolean =>
  touched.some(({ table, before, after }) => {
    if (table === "companies") return seenOf(before) !== seenOf(after);
    if (table === "profiles") return entityOf(table, before)?.timeZone !== entityOf(table, after)?.timeZone;
    return WATCHED.includes(table);
  });

const seenOf = (row: Row | undefined): string => {
  const company = entityOf("companies", row);
  return `${company?.sector} ${company?.sameAs}`;
};

export async function loadIndex(source: Database = database): Promise<SignalIndex> {
  const index: SignalIndex = {
    grants: new Map(),
    removed: new Set(),
    held: await readHeld(source),
    sectors: new Map(),
    sameAs: new Map(),
    fields: new Map(),
    rules: new Map(),
    ruleLayers: new Map(),
    plans: new Map(),
    products: new Map(),
    timeZone: "",
    viewKeys: new Map(),
    audience: null,
  };
  for (const table of TABLES.filter((name) => WATCHED.includes(name))) {
    for (const row of await source[table].toArray()) moveIndex(index, table, row);
  }
  if (index.timeZone === "") index.timeZone = systemTimeZone();
  for (const stored of await source.participations.toArray()) index.products.set(stored.id, productsOf(stored));
  return index;
}

/** Updates the index for one row's new state. */
export function moveIndex(index: SignalIndex, table: TableName, row: Row): void {
  forgetViewKeys(index, table, row);
  if (table === "grants") moveGrant(index, row);
  else if (table === "plans") replace(index.plans, row.id, soundPlan(row));
  else if (table === "layers") replace(index.fields, row.id, entityOf("layers", row));
  else if (table === "companies") moveCompany(index, row);
  else if (table === "profiles") index.timeZone = timeZoneOf(entityOf("profiles", row));
  else if (table === "rules") moveRule(index, row);
}

function forgetViewKeys(index: SignalIndex, table: TableName, row: Row): void {
  if (table === "plans") index.audience = null;
  if (table === "grants" || table === "companies") forgetCompany(index, row.id);
  const layers = table === "layers" ? [row.id] : table === "rules" ? [index.ruleLayers.get(row.id), row.layer] : [];
  for (const layer of layers) {
    const company = companyOfLayer(String(layer));
    if (company !== null) forgetCompany(index, company);
  }
}

/** Clears the view keys of all domains of a company. */
function forgetCompany(index: SignalIndex, company: string): void {
  index.audience = null;
  // Empty while the index loads.
  if (index.viewKeys.size === 0) return;
  const main = mainOf(index.sameAs, company);
  index.viewKeys.delete(main);
  index.viewKeys.delete(company);
  for (const domain of domainsOf(mainsOf(index.sameAs), main)) index.viewKeys.delete(domain);
}

/** A copy for the dry run of a write: new maps over the same values. */
export const copyOfIndex = (index: SignalIndex): SignalIndex => ({
  grants: new Map(index.grants),
  removed: new Set(index.removed),
  held: index.held,
  sectors: new Map(index.sectors),
  sameAs: new Map(index.sameAs),
  fields: new Map(index.fields),
  rules: new Map([...index.rules].map(([layer, rules]) => [layer, new Map(rules)])),
  ruleLayers: new Map(index.ruleLayers),
  plans: new Map(index.plans),
  products: index.products,
  timeZone: index.timeZone,
  viewKeys: new Map(index.viewKeys),
  audience: null,
});

function moveCompany(index: SignalIndex, row: Row): void {
  const company = entityOf("companies", row);
  index.sectors.set(row.id, company?.sector);
  replace(index.sameAs, row.id, company?.sameAs ?? null);
}

/** The plan of a row; null for an invalid row, which has no effect on any view. */
function soundPlan(row: Row): Plan | null {
  const plan = entityOf("plans", row);
  return Plan.safeParse(plan).success ? plan : null;
}

/** An invalid row grants nothing. */
function moveGrant(index: SignalIndex, row: Row): void {
  const entity = entityOf("grants", row);
  const grant = Grant.safeParse(entity).success ? entity : null;
  replace(index.grants, row.id, grant === null ? null : onThisDevice(grant, index.held));
  if (grant === null) index.removed.add(row.id);
  else index.removed.delete(row.id);
}

function moveRule(index: SignalIndex, row: Row): void {
  const before = index.ruleLayers.get(row.id);
  if (before !== undefined) index.rules.get(before)?.delete(row.id);
  const rule = entityOf("rules", row);
  if (rule === null) return;
  const layer = index.rules.get(rule.layer) ?? new Map();
  layer.set(rule.id, rule);
  index.rules.set(rule.layer, layer);
  index.ruleLayers.set(rule.id, rule.layer);
}

function replace<T>(map: Map<string, T>, id: string, value: T | null): void {
  if (value === null) map.delete(id);
  else map.set(id, value);
}

export function liveGrants(index: SignalIndex): Grant[] {
  const now = instantNow();
  return [...index.grants.values()].filter((grant) => isLive(grant, now));
}

// Everything the header rules depend on, held while the worker lives: loaded once, then moved by each write.
// Reading ten thousand rows takes longer than replacing the rules, so an edit must not read them again.

import type { Product } from "../../core/companies/participation.ts";
import { domainsOf, mainOf, mainsOf } from "../../core/companies/same-company.ts";
import { Plan } from "../../core/plans/plan.ts";
import type { LayerFields } from "../../core/preferences/preference.ts";
import type { Layers } from "../../core/preferences/resolution.ts";
import type { Row } from "../../core/record/change.ts";
import { entityOf, TABLES, type TableName } from "../../core/record/tables.ts";
import { Grant, isLive } from "../../core/sharing/grant.ts";
import type { HostCoverage } from "../../platform/browser/permissions.ts";
import { instantNow, systemTimeZone, timeZoneOf } from "../../platform/clock.ts";
import { productsOf } from "../../record/company-file.ts";
import { type Database, database } from "../../record/database.ts";
import type { RowChange } from "../../record/write-hooks.ts";

type StoredRules = Layers[keyof Layers] extends infer L
  ? NonNullable<L> extends { rules: infer R }
    ? R
    : never
  : never;

export interface SignalIndex {
  grants: Map<string, Grant>;
  /** Companies whose grant was removed: an Allow that was undone. */
  removed: Set<string>;
  sectors: Map<string, string | undefined>;
  /** By domain, the company that it is counted to. */
  sameAs: Map<string, string>;
  fields: Map<string, LayerFields>;
  rules: Map<string, Map<string, StoredRules[number]>>;
  ruleLayers: Map<string, string>;
  plans: Map<string, Plan>;
  /** By exact host: a file speaks for the host it came from. */
  products: Map<string, readonly Product[]>;
  timeZone: string;
  /** What makes a company's view its own, as text, by company: made when it is asked for, dropped by a write. */
  viewKeys: Map<string, string>;
  /** Whom all this reaches: made when it is asked for, dropped by a write that makes a company be told something else. */
  audience: Audience | null;
}

export interface Audience {
  /** Permitted hosts of live grants: without an end, and with one. */
  hosts: { lasting: readonly string[]; ending: readonly string[] };
  permitted: ReadonlySet<string>;
  groups: readonly AudienceGroup[];
  /** The first end of a permission, in milliseconds since the epoch; infinite if none has one. */
  ends: number;
  /** What it was worked out for, beside the index. */
  covers: HostCoverage;
}

/** Any company represents the group. `hosts` as in `Audience`. */
export interface AudienceGroup {
  grant: Grant;
  hosts: { lasting: string[]; ending: string[] };
}

/** The tables a company's view is made of. */
const WATCHED: readonly TableName[] = ["companies", "rules", "layers", "plans", "grants", "profiles"];

/**
 * Of a company only its sector and what it is counted to are seen through the signal, of the profile only the time zone:
 * a company that was merely met for the first time changes nothing.
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

/** Makes the index true for one row's new state. */
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
  for (const layer of layers)
    if (typeof layer === "string" && layer.startsWith("company:")) forgetCompany(index, layer.slice("company:".length));
}

/** With every domain of the same company. */
function forgetCompany(index: SignalIndex, company: string): void {
  index.audience = null;
  // While all rows are read nothing is known yet.
  if (index.viewKeys.size === 0) return;
  const main = mainOf(index.sameAs, company);
  index.viewKeys.delete(main);
  index.viewKeys.delete(company);
  for (const domain of domainsOf(mainsOf(index.sameAs), main)) index.viewKeys.delete(domain);
}

/** For a look at what a write would change: maps of its own over the same values. */
export const copyOfIndex = (index: SignalIndex): SignalIndex => ({
  grants: new Map(index.grants),
  removed: new Set(index.removed),
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

/** The plan of a row; null for an invalid row, which no company reads. */
function soundPlan(row: Row): Plan | null {
  const plan = entityOf("plans", row);
  return Plan.safeParse(plan).success ? plan : null;
}

/** A row that is no grant grants nothing. */
function moveGrant(index: SignalIndex, row: Row): void {
  const entity = entityOf("grants", row);
  const grant = Grant.safeParse(entity).success ? entity : null;
  replace(index.grants, row.id, grant);
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

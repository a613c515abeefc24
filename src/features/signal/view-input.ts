// Input of one company's view, read from the record or from the signal index; and its view key, a text that is equal
// for companies with equal views.
import { domainsOf, mainOf, mainsOf } from "../../core/companies/same-company.ts";
import { isPlanFor, type Plan } from "../../core/plans/plan.ts";
import { layerIds } from "../../core/preferences/layers.ts";
import { byAge } from "../../core/preferences/resolution.ts";
import { canonical } from "../../core/record/change.ts";
import type { Grant } from "../../core/sharing/grant.ts";
import { localDate } from "../../platform/clock.ts";
import { type DisclosureInput, readDisclosure, readGrant } from "../../record/read-record.ts";
import type { Product } from "../../signal/participation-schema.ts";
import type { ReadInput } from "./issue-document.ts";
import type { SignalIndex } from "./signal-index.ts";

/** Reads without the index, so that a worker that one page woke reads only that page's rows. */
export const inputFromRecord: ReadInput = async (company) => {
  const grant = await readGrant(company);
  return grant === null ? null : { grant, input: await readDisclosure(company, grant) };
};

export const inputFromIndex =
  (index: SignalIndex): ReadInput =>
  async (company) => {
    const grant = index.grants.get(company);
    return grant === undefined ? null : { grant, input: viewInputOf(index, grant) };
  };

/** Products in the file of the first granted host that has one. */
function productsFor(index: SignalIndex, { hosts }: Grant): readonly Product[] {
  const host = hosts.find((one) => index.products.has(one));
  return index.products.get(host ?? "") ?? [];
}

export function viewInputOf(index: SignalIndex, grant: Grant): DisclosureInput {
  const main = mainOf(index.sameAs, grant.id);
  const sector = index.sectors.get(main);
  const on = localDate(index.timeZone);
  const layer = (id: string) => ({ ...index.fields.get(id), rules: [...(index.rules.get(id)?.values() ?? [])] });
  return {
    layers: Object.fromEntries(layerIds(main, sector).map(([name, id]) => [name, layer(id)])),
    parts: grant.parts,
    products: productsFor(index, grant),
    topics: grant.topics ?? [],
    automatic: grant.automatic === true,
    plans: grant.parts.plans ? plansFor(index, main, on) : [],
    timeZone: index.timeZone,
    on,
  };
}

function plansFor(index: SignalIndex, main: string, on: string): Plan[] {
  if (index.plans.size === 0) return [];
  const [, ...others] = domainsOf(mainsOf(index.sameAs), main);
  const company = { id: main, others, sector: index.sectors.get(main) };
  return [...index.plans.values()].filter((plan) => isPlanFor(plan, company, on));
}

/** Companies with equal keys have equal views and headers. Cached in the index; cleared by any write that could change it. */
export function viewKey(index: SignalIndex, grant: Grant): string {
  let known = index.viewKeys.get(grant.id);
  if (known === undefined) {
    const main = mainOf(index.sameAs, grant.id);
    const own = `company:${main}`;
    // In order of age, which breaks ties between rules. The ids themselves are not part of a view.
    const rules = [...(index.rules.get(own)?.values() ?? [])].sort((one, other) => byAge(one.id, other.id));
    const { id: _id, ...fields } = { id: own, ...index.fields.get(own) };
    known = canonical([
      index.sectors.get(main) ?? null,
      grant.parts,
      grant.topics ?? [],
      grant.automatic === true,
      rules.map(({ id: _rule, layer: _layer, ...rule }) => rule),
      fields,
      productsFor(index, grant),
    ]);
    index.viewKeys.set(grant.id, known);
  }
  if (!grant.parts.plans || index.plans.size === 0) return known;
  const plans = plansFor(index, mainOf(index.sameAs, grant.id), localDate(index.timeZone));
  return `${known} ${plans.map(({ id }) => id)}`;
}

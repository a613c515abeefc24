// Plans with the facts that their screens show: today's state, current readers, and company names.
import { companyName } from "../../core/companies/company-name.ts";
import { domainsOf } from "../../core/companies/same-company.ts";
import { type Plan, type PlanState, planState, type Readers, readersOf } from "../../core/plans/plan.ts";
import { type GrantedTo, isLive } from "../../core/sharing/grant.ts";
import { instantNow, localDate } from "../../platform/clock.ts";
import { readMainDomains } from "../../record/company-links.ts";
import { database, entitiesOf } from "../../record/database.ts";
import { readGrants, readTimeZone } from "../../record/read-record.ts";

export interface PlansContext {
  /** Local date. */
  today: string;
  /** Listed companies, by id. */
  names: ReadonlyMap<string, string>;
  /** The live grants, each with its main domain: plans have companies as their audience. */
  granted: { company: GrantedTo; plans: boolean }[];
}

export interface SeenPlan {
  plan: Plan;
  state: PlanState;
  readers: Readers;
}

export async function readPlans(): Promise<PlansContext & { plans: SeenPlan[] }> {
  const [plans, companies, grants, timeZone, mains] = await Promise.all([
    database.plans.toArray().then((rows) => entitiesOf("plans", rows)),
    database.companies.toArray().then((rows) => entitiesOf("companies", rows)),
    readGrants(),
    readTimeZone(),
    readMainDomains(),
  ]);
  const today = localDate(timeZone);
  const now = instantNow();
  const sectors = new Map(companies.map(({ id, sector }) => [id, sector]));
  const companyAt = (domain: string) => {
    const [id, ...others] = domainsOf(mains, domain);
    return { id, others, sector: sectors.get(id) };
  };
  const granted = grants
    .filter((grant) => isLive(grant, now))
    .map(({ id, parts }) => ({ company: companyAt(id), plans: parts.plans === true }));
  return {
    today,
    names: new Map(companies.filter(({ id }) => !mains.has(id)).map(({ id, name }) => [id, companyName(id, name)])),
    granted,
    plans: plans.map((plan) => ({
      plan,
      state: planState(plan, today),
      readers: readersOf(plan, granted, today),
    })),
  };
}

/** Plans that expire within a week, the earliest first. */
export const readExpiringPlans = (): Promise<Plan[]> => readPlansIn("expiring");

/** Plans that expire later, the earliest first. */
export const readOpenPlans = (): Promise<Plan[]> => readPlansIn("open");

async function readPlansIn(wanted: PlanState): Promise<Plan[]> {
  const { plans } = await readPlans();
  return plans
    .filter(({ state }) => state === wanted)
    .map(({ plan }) => plan)
    .sort((one, other) => (one.expires < other.expires ? -1 : 1));
}

// Plans and companies: the possible recipients of a plan, and its deliveries.
import { companyName } from "../../core/companies/company-name.ts";
import type { Plan } from "../../core/plans/plan.ts";
import type { Delivery } from "../../core/sharing/delivery.ts";
import { isLive } from "../../core/sharing/grant.ts";
import { instantNow } from "../../platform/clock.ts";
import { readCompanyFile } from "../../record/company-file.ts";
import { readCompanyName } from "../../record/company-links.ts";
import { database, entitiesOf } from "../../record/database.ts";
import { readDeliveries, readGrants } from "../../record/read-record.ts";
import { endpointFor } from "./company-endpoint.ts";
import { readSentHere } from "./may-deliver.ts";
import type { WithdrawalProps } from "./withdrawal.tsx";

export interface PlanRecipient {
  company: string;
  name: string;
}

export interface PlanShares {
  /** Companies with a live grant whose file accepts plans. */
  recipients: PlanRecipient[];
  /** By plan, the newest text for each company, without those that were withdrawn before they were sent. */
  sent: ReadonlyMap<string, readonly (WithdrawalProps & PlanRecipient)[]>;
}

export async function readPlanShares(): Promise<PlanShares> {
  const [grants, rows, sentHere] = await Promise.all([
    readGrants(),
    database.deliveries.where("plan").above("").toArray(),
    readSentHere(),
  ]);
  const deliveries = entitiesOf("deliveries", rows).sort((one, other) => (one.at < other.at ? -1 : 1));
  const live = grants.filter((grant) => isLive(grant, instantNow())).map(({ id }) => id);
  const companies = new Map<string, Awaited<ReturnType<typeof readTarget>>>();
  for (const id of new Set([...live, ...deliveries.map(({ company }) => company)]))
    companies.set(id, await readTarget(id, live.includes(id)));
  const sent = new Map<string, (WithdrawalProps & PlanRecipient)[]>();
  for (const delivery of newestOf(deliveries)) {
    const target = companies.get(delivery.company);
    if (target === undefined) continue;
    const { company, name, withdraw: endpoint } = target;
    const all = await readDeliveries("company", company);
    const list = sent.get(delivery.plan ?? "") ?? [];
    sent.set(delivery.plan ?? "", [...list, { company, name, endpoint, delivery, all, sentHere }]);
  }
  const recipients = [...companies.values()]
    .filter(({ takes }) => takes)
    .map(({ company, name }) => ({ company, name }));
  return { recipients, sent };
}

async function readTarget(company: string, isAllowed: boolean) {
  const [stored, own] = await Promise.all([readCompanyFile(company), readCompanyName(company)]);
  const name = companyName(company, own, stored?.participation.company.name);
  const takes = isAllowed && endpointFor(stored, "plans") !== null;
  return { company, name, takes, withdraw: endpointFor(stored, "withdraw") };
}

/** For each plan and company, the newest delivery that is not cancelled. `deliveries`: oldest first. */
function newestOf(deliveries: readonly Delivery[]): Delivery[] {
  const newest = new Map<string, Delivery>();
  for (const one of deliveries) if (one.state !== "cancelled") newest.set(`${one.plan} ${one.company}`, one);
  return [...newest.values()];
}

export const sentOf = (shares: PlanShares, { id }: Plan) => shares.sent.get(id) ?? [];

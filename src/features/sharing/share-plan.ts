// Shares one plan with one company: previews the exact text, then stores it as an owed delivery of this device.
import { Refusal } from "../../core/commands/errors.ts";
import type { Payload } from "../../core/commands/index.ts";
import type { PlanPreview } from "../../core/commands/sharing.ts";
import { companyName } from "../../core/companies/company-name.ts";
import { planState } from "../../core/plans/plan.ts";
import { entityOf } from "../../core/record/tables.ts";
import type { Delivery } from "../../core/sharing/delivery.ts";
import { isOwed } from "../../core/sharing/delivery-state.ts";
import { permitsDelivery } from "../../core/sharing/permits-delivery.ts";
import { isOtherPlan, planBody } from "../../core/sharing/shared-plan.ts";
import { instantNow, localDate, sha256 } from "../../platform/clock.ts";
import { readCompanyFile } from "../../record/company-file.ts";
import { readHandle } from "../../record/company-handle.ts";
import { readCompanyName } from "../../record/company-links.ts";
import { database } from "../../record/database.ts";
import { readDeliveries, readTimeZone } from "../../record/read-record.ts";
import type { RecordReader } from "../../record/record-reader.ts";
import { endpointFor, unpermittedHost } from "./company-endpoint.ts";
import { addresseeOf, oweOnce } from "./owe-delivery.ts";

type Asked = Payload<"preview-plan-share">;

/** The plan as stored now, and its text for this company. Throws for a plan that is not open. */
async function shownOf(tables: RecordReader, { id, company }: Asked, today: string) {
  const plan = entityOf("plans", await tables.plans.get(id));
  if (plan === null) throw new Refusal("not-found", id);
  if (!["open", "expiring"].includes(planState(plan, today))) throw new Refusal("share-changed", id);
  const earlier = (await readDeliveries("plan", id, tables)).filter((one) => one.company === company);
  const replaces = earlier.findLast(({ state }) => state === "accepted")?.id;
  return { plan, earlier, body: planBody(plan, replaces) };
}

export async function previewPlanShare({ id, company }: Asked): Promise<PlanPreview> {
  const [stored, own, handle, zone] = await Promise.all([
    readCompanyFile(company),
    readCompanyName(company),
    readHandle(company),
    readTimeZone(),
  ]);
  const { body } = await shownOf(database, { id, company }, localDate(zone));
  const name = companyName(company, own, stored?.participation.company.name);
  return { name, body, handle, asksHost: await unpermittedHost(endpointFor(stored, "plans")) };
}

/**
 * Stores exactly the shown text as an owed delivery. Idempotent: a second press returns the first delivery. Throws
 * `share-changed` if the plan changed since.
 */
export async function sharePlan(payload: Payload<"share-plan">): Promise<{ delivery: string }> {
  const { id, company, named, shown } = payload;
  const to = await addresseeOf("plans", company, named);
  const [today, payloadHash] = await Promise.all([readTimeZone().then(localDate), sha256(shown)]);
  return oweOnce(async (tables) => {
    const grant = entityOf("grants", await tables.grants.get(company)) ?? undefined;
    if (!permitsDelivery(grant, { kind: "plan" }, instantNow())) throw new Refusal("not-granted", company);
    const now = await shownOf(tables, { id, company }, today);
    const isSame = (one: Delivery) => isOwed(one) || (one.state === "accepted" && !isOtherPlan(now.plan, one));
    const same = now.earlier.findLast(isSame);
    if (same !== undefined) return { same };
    if (now.body !== shown) throw new Refusal("share-changed", id);
    return { ...to, kind: "plan", body: shown, payloadHash, source: { plan: id } };
  });
}

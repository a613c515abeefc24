// Commands that create, edit, open, close and remove one plan.
import { Refusal } from "../../core/commands/errors.ts";
import type { Payload } from "../../core/commands/index.ts";
import { companyOf } from "../../core/companies/company.ts";
import { namesCompanies, type PlanAudience, PlanContent, planFaults } from "../../core/plans/plan.ts";
import type { Fields } from "../../core/record/change.ts";
import { entityOf } from "../../core/record/tables.ts";
import { cancelling } from "../../core/sharing/delivery-state.ts";
import type { DisclosureQuestion } from "../../core/sharing/disclosure-diff.ts";
import { localDate } from "../../platform/clock.ts";
import { writeIfConfirmed } from "../../record/confirm-disclosure.ts";
import { readDeliveries, readTimeZone } from "../../record/read-record.ts";
import { write } from "../../record/write.ts";

const PLAN_FIELDS = Object.keys(PlanContent.def.shape);

/** Saves the whole plan: clears members that it no longer has, except its status. Creates a plan if there is no id. */
export async function editPlan({ id, plan }: Payload<"edit-plan">): Promise<{ id: string; batch: string | null }> {
  const today = localDate(await readTimeZone());
  const audience = companiesOf(plan.audience);
  const { batch, ids } = await write(async (tables) => {
    const before = id === undefined ? null : entityOf("plans", await tables.plans.get(id));
    if (id !== undefined && before === null) throw new Refusal("not-found", id);
    const [fault] = planFaults(plan, plan.expires === before?.expires ? null : today, before);
    if (fault !== undefined) throw new Refusal("plan-invalid", fault);
    const absent: Fields = before === null ? {} : Object.fromEntries(PLAN_FIELDS.map((field) => [field, null]));
    const fields: Fields = { ...absent, status: before?.status ?? "open", ...plan, audience };
    return [id === undefined ? { table: "plans", fields } : { table: "plans", id, fields }];
  });
  return { id: id ?? ids[0] ?? "", batch };
}

export async function setPlanStatus({
  id,
  status,
  confirmed = false,
}: Payload<"set-plan-status">): Promise<{ batch: string | null } | DisclosureQuestion> {
  const done = await writeIfConfirmed([{ table: "plans", id, fields: { status }, there: true }], confirmed);
  return "asks" in done ? done : { batch: done.batch };
}

/** Withdraws a text of the plan that waits to be sent; Undo restores both. */
export async function removePlan({ id }: Payload<"remove-plan">): Promise<{ batch: string | null }> {
  const { batch } = await write(async (tables) => [
    { table: "plans", id, fields: { $del: true }, there: true },
    ...cancelling(await readDeliveries("plan", id, tables)),
  ]);
  return { batch };
}

/** The user may name companies by any of their addresses. Refuses an address that cannot be a company. */
function companiesOf(audience: PlanAudience): PlanAudience {
  if (!namesCompanies(audience)) return audience;
  const named = audience.companies.map((host) => {
    const company = companyOf(host);
    if (company === null) throw new Refusal("not-a-company", host);
    return company;
  });
  return { ...audience, companies: [...new Set(named)] };
}

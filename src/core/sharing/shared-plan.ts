// One plan as a company receives it by delivery.
import { objectFrom } from "../../signal/plain-objects.ts";
import { encodeSharedPlan } from "../../signal/shared-texts.ts";
import type { Plan } from "../plans/plan.ts";
import { canonical } from "../record/change.ts";
import { dayAfter } from "../time/calendar.ts";
import type { Delivery } from "./delivery.ts";
import { planView } from "./view.ts";

/** The exact text: only the plan's text, and no id of the record. */
export const planBody = (plan: Plan, replaces?: string): string => encodeSharedPlan(planView(plan), replaces);

const sentPlan = ({ body }: Pick<Delivery, "body">): Record<string, unknown> => {
  try {
    return objectFrom(objectFrom(JSON.parse(body)).plan);
  } catch {
    return {};
  }
};

/** True if the user edited the plan after this delivery was made. */
export const isOtherPlan = (plan: Plan, delivery: Pick<Delivery, "body">): boolean =>
  canonical(sentPlan(delivery)) !== canonical(planView(plan));

/** True if a plan's text has ended on this local date: the company would have to delete it at once. */
export function hasEnded(delivery: Pick<Delivery, "body">, today: string): boolean {
  const { expires } = sentPlan(delivery);
  return typeof expires !== "string" || today >= dayAfter(expires);
}

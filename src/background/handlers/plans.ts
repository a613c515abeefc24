// Handlers of the commands about plans.
import type { PLANS } from "../../core/commands/plans.ts";
import { editPlan, removePlan, setPlanStatus } from "../../features/plans/edit-plan.ts";
import type { HandlersOf } from "../../platform/messages/messages.ts";
import { reconciled } from "./order.ts";

export const plans: HandlersOf<keyof typeof PLANS> = {
  "edit-plan": reconciled(editPlan),
  "set-plan-status": reconciled(setPlanStatus),
  "remove-plan": reconciled(removePlan),
};

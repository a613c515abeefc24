// Commands about plans: the things that the user intends to buy, sell or change.
import * as z from "zod/mini";
import { Plan, PlanContent } from "../plans/plan.ts";
import type { DisclosureQuestion } from "../sharing/disclosure-diff.ts";
import { command, type Undoable } from "./declare.ts";
import { Confirmed, Id } from "./payload-parts.ts";

export interface EditedPlan extends Undoable {
  id: string;
}

export const PLANS = {
  "edit-plan": command("ui", z.strictObject({ id: z.optional(Id), plan: PlanContent })).answers<EditedPlan>(),
  /** Opening a plan again asks, since the list of plans does not name the readers of one that is not open. */
  "set-plan-status": command("ui", z.strictObject({ id: Id, status: Plan.shape.status, confirmed: Confirmed })).answers<
    Undoable | DisclosureQuestion
  >(),
  "remove-plan": command("ui", z.strictObject({ id: Id })).answers<Undoable>(),
} as const;

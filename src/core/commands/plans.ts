// Commands about plans: the things that the user intends to buy, sell or change.
import * as z from "zod/mini";
import { Plan, PlanContent } from "../plans/plan.ts";
import { command, type Undoable } from "./declare.ts";
import { Id } from "./payload-parts.ts";

export interface EditedPlan extends Undoable {
  id: string;
}

export const PLANS = {
  "edit-plan": command("ui", z.strictObject({ id: z.optional(Id), plan: PlanContent })).answers<EditedPlan>(),
  "set-plan-status": command("ui", z.strictObject({ id: Id, status: Plan.shape.status })).answers<Undoable>(),
  "remove-plan": command("ui", z.strictObject({ id: Id })).answers<Undoable>(),
} as const;

// Plans: an intention with an expiry, shared with nobody, with named companies, with a sector, or with all granted
// companies.
import * as z from "zod/mini";
import { SECTORS } from "../../signal/sectors.ts";
import { CHANNELS } from "../../signal/vocabulary.ts";
import { PartialDate, Subject } from "../preferences/preference.ts";
import type { GrantedTo } from "../sharing/grant.ts";
import { addDays, dayAfter, firstDay, lastDay } from "../time/calendar.ts";

export const VERBS = [
  "buy",
  "rent",
  "switch",
  "renew",
  "cancel",
  "repair",
  "sell",
  "travel",
  "move",
  "life-event",
  "learn",
] as const;

export const PlanAudience = z.union([
  z.enum(["nobody", "any-participant-I-granted"]),
  z.looseObject({ companies: z.array(z.string()) }),
  z.looseObject({ sector: z.enum(SECTORS) }),
]);
export type PlanAudience = z.infer<typeof PlanAudience>;

/** True if the audience names single companies. */
export const namesCompanies = (audience: PlanAudience): audience is Extract<PlanAudience, { companies: string[] }> =>
  typeof audience === "object" && "companies" in audience;

export const Plan = z.looseObject({
  id: z.string(),
  what: z.string().check(z.minLength(1), z.maxLength(140)),
  verb: z.enum(VERBS),
  about: z.optional(Subject),
  why: z.optional(z.string().check(z.maxLength(280))),
  when: z.optional(z.looseObject({ earliest: z.optional(PartialDate), latest: z.optional(PartialDate) })),
  certainty: z.enum(["dreaming", "likely", "decided"]),
  budget: z.optional(
    z.looseObject({
      min: z.optional(z.number().check(z.gte(0))),
      max: z.optional(z.number().check(z.gte(0))),
      currency: z.string().check(z.regex(/^[A-Z]{3}$/)),
      per: z.enum(["once", "month", "year"]),
    }),
  ),
  where: z.optional(
    z.looseObject({
      country: z.string().check(z.regex(/^[A-Z]{2}$/)),
      area: z.optional(z.string().check(z.maxLength(80))),
    }),
  ),
  quantity: z.optional(z.number().check(z.gte(0))),
  must: z.optional(z.string().check(z.maxLength(280))),
  avoid: z.optional(z.string().check(z.maxLength(280))),
  replies: z.enum(["none", "one-each", "welcome"]),
  via: z.optional(z.array(z.enum(CHANNELS))),
  status: z.enum(["open", "paused", "done", "dropped"]),
  expires: PartialDate,
  audience: PlanAudience,
});
export type Plan = z.infer<typeof Plan>;

/**
 * A plan in the editor. The status has a command of its own, so that saving an open editor cannot reopen a paused plan.
 */
export const PlanContent = z.extend(z.omit(Plan, { id: true, status: true }), {
  status: z.optional(Plan.shape.status),
});
export type PlanContent = z.infer<typeof PlanContent>;

export type PlanStatus = Plan["status"];
export type PlanState = PlanStatus | "expired" | "expiring";

const EXPIRING_DAYS = 7;

/** `expiring` in the seven days before the end of the expiry's last day. `today` is a local date. */
export function planState({ status, expires }: Pick<Plan, "status" | "expires">, today: string): PlanState {
  if (status === "done" || status === "dropped") return status;
  const end = dayAfter(expires);
  if (today >= end) return "expired";
  if (status === "paused") return "paused";
  return addDays(today, EXPIRING_DAYS) >= end ? "expiring" : "open";
}

export const PLAN_FAULTS = ["what-blank", "when-order", "budget-order", "expires-past", "expires-early"] as const;
export type PlanFault = (typeof PLAN_FAULTS)[number];

type Dated = Pick<PlanContent, "when" | "expires">;

/**
 * Faults of a plan. `today` is null if the edit leaves the expiry unchanged. `before` is the stored plan: a plan from a
 * file may end before it begins, which is no fault until its dates change.
 */
export function planFaults(plan: PlanContent, today: string | null, before: Dated | null = null): PlanFault[] {
  const { min, max } = plan.budget ?? {};
  const faults: Record<PlanFault, boolean> = {
    "what-blank": plan.what.trim() === "",
    "when-order": isOutOfOrder(plan),
    "budget-order": min !== undefined && max !== undefined && min > max,
    "expires-past": today !== null && today >= dayAfter(plan.expires),
    "expires-early": endsBeforeItBegins(plan) && !isOutOfOrder(plan) && !hasDatesOf(plan, before),
  };
  return PLAN_FAULTS.filter((fault) => faults[fault]);
}

const isOutOfOrder = ({ when: { earliest, latest } = {} }: Dated): boolean =>
  earliest !== undefined && latest !== undefined && firstDay(earliest) > lastDay(latest);

/**
 * True if the plan expires before its earliest date, or before any part of its latest date: a plan for May may end
 * within May.
 */
const endsBeforeItBegins = ({ when: { earliest, latest } = {}, expires }: Dated): boolean =>
  [earliest, latest].some((date) => date !== undefined && lastDay(expires) < firstDay(date));

const hasDatesOf = ({ when, expires }: Dated, before: Dated | null): boolean =>
  before !== null &&
  before.expires === expires &&
  before.when?.earliest === when?.earliest &&
  before.when?.latest === when?.latest;

/** Members that decide who reads a plan. */
type Shown = Pick<Plan, "status" | "expires" | "audience">;

/** True if a granted company may read this plan on a local date. */
export function isPlanFor(plan: Shown, company: GrantedTo, on: string): boolean {
  return plan.status === "open" && on < dayAfter(plan.expires) && isAmong(plan.audience, company);
}

function isAmong(audience: PlanAudience, company: GrantedTo): boolean {
  if (audience === "nobody") return false;
  if (audience === "any-participant-I-granted") return true;
  if (namesCompanies(audience))
    return [company.id, ...(company.others ?? [])].some((domain) => audience.companies.includes(domain));
  return audience.sector === company.sector;
}

export interface Readers {
  /** Companies that read it now. */
  now: string[];
  /** Companies that may read other parts, and would read the plan with the part `plans`. */
  withPart: string[];
}

/** Ids of the companies that read the plan through live grants. */
export function readersOf(
  plan: Shown,
  granted: readonly { company: GrantedTo; plans: boolean }[],
  on: string,
): Readers {
  const meant = granted.filter(({ company }) => isPlanFor(plan, company, on));
  // A company may be granted at several domains.
  const ids = (plans: boolean) => [
    ...new Set(meant.filter((one) => one.plans === plans).map(({ company }) => company.id)),
  ];
  return { now: ids(true), withPart: ids(false) };
}

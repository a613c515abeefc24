// Form of a plan: texts that may not be numbers yet, and an expiry that may be missing. Pure.
import { PLAN_FAULTS, type Plan, type PlanAudience, PlanContent, planFaults } from "../../core/plans/plan.ts";
import { amountOf, amountText } from "../../core/text/amount.ts";
import { addDays, lastDay } from "../../core/time/calendar.ts";
import { monthAfter } from "../../core/time/working-day.ts";
import { prune, withoutUndefined } from "../../signal/plain-objects.ts";

export interface PlanForm {
  /** The plan being edited, or null for a new one. Keeps the members without a field here. */
  kept: Plan | null;
  verb: Plan["verb"];
  what: string;
  about: string;
  why: string;
  earliest: string | undefined;
  latest: string | undefined;
  certainty: Plan["certainty"];
  budgetMin: string;
  budgetMax: string;
  currency: string;
  per: NonNullable<Plan["budget"]>["per"];
  country: string;
  area: string;
  quantity: string;
  must: string;
  avoid: string;
  replies: Plan["replies"];
  via: NonNullable<Plan["via"]>;
  expires: string | undefined;
  audience: PlanAudience;
}

/** True if any field differs from the opened form. */
export const isTouched = (form: PlanForm, today: string): boolean =>
  JSON.stringify(form) !==
  JSON.stringify(form.kept === null ? newForm(today, form.currency) : formOf(form.kept, form.currency));

/** Faults of the plan itself, and of fields that do not form a plan yet. */
export const FORM_FAULTS = [
  ...PLAN_FAULTS,
  "budget-number",
  "quantity-number",
  "country-missing",
  "expires-missing",
] as const;
export type FormFault = (typeof FORM_FAULTS)[number];

const FIRST_EXPIRY_DAYS = 90;

/** Default end of a plan: a month after its latest date, or soon. */
function likelyEnd({ earliest, latest }: Pick<PlanForm, "earliest" | "latest">, today: string): string {
  const date = latest ?? earliest;
  const end = date === undefined ? today : monthAfter(lastDay(date));
  return end > today ? end : addDays(today, FIRST_EXPIRY_DAYS);
}

/** The form with changed fields. Its end follows its dates until the user chooses one. */
export function changedForm(form: PlanForm, fields: Partial<PlanForm>, today: string): PlanForm {
  const next = { ...form, ...fields };
  const follows = !("expires" in fields) && form.expires === likelyEnd(form, today);
  return follows ? { ...next, expires: likelyEnd(next, today) } : next;
}

/** A new plan has no audience, and an expiry. */
export function newForm(today: string, currency: string): PlanForm {
  const texts = { what: "", about: "", why: "", area: "", quantity: "", must: "", avoid: "", country: "" };
  return {
    ...texts,
    kept: null,
    verb: "buy",
    earliest: undefined,
    latest: undefined,
    certainty: "likely",
    budgetMin: "",
    budgetMax: "",
    currency,
    per: "once",
    replies: "one-each",
    via: [],
    expires: likelyEnd({ earliest: undefined, latest: undefined }, today),
    audience: "nobody",
  };
}

export function formOf(plan: Plan, currency: string): PlanForm {
  const number = (value: number | undefined) => (value === undefined ? "" : amountText(value));
  return {
    kept: plan,
    verb: plan.verb,
    what: plan.what,
    about: plan.about?.label ?? "",
    why: plan.why ?? "",
    earliest: plan.when?.earliest,
    latest: plan.when?.latest,
    certainty: plan.certainty,
    budgetMin: number(plan.budget?.min),
    budgetMax: number(plan.budget?.max),
    currency: plan.budget?.currency ?? currency,
    per: plan.budget?.per ?? "once",
    country: plan.where?.country ?? "",
    area: plan.where?.area ?? "",
    quantity: number(plan.quantity),
    must: plan.must ?? "",
    avoid: plan.avoid ?? "",
    replies: plan.replies,
    via: plan.via ?? [],
    expires: plan.expires,
    audience: plan.audience,
  };
}

/** The content so far. Leaves out texts that are not numbers, and a missing expiry, so check the faults first. */
export function contentOf(form: PlanForm): PlanContent {
  const before: Partial<Plan> = form.kept ?? {};
  const { id: _id, status: _status, ...kept } = before;
  const text = (typed: string) => (typed.trim() === "" ? undefined : typed.trim());
  const [about, country, via] = [text(form.about), text(form.country), form.replies === "none" ? [] : form.via];
  const [min, max] = [form.budgetMin, form.budgetMax].map(numberOf);
  const content = {
    ...kept,
    what: form.what.trim(),
    verb: form.verb,
    // The code and the product belong to the label they came with.
    about: about === undefined ? undefined : about === kept.about?.label ? kept.about : { label: about },
    why: text(form.why),
    when: some({ ...kept.when, earliest: form.earliest, latest: form.latest }, ["earliest", "latest"]),
    certainty: form.certainty,
    budget: some({ ...kept.budget, min, max, currency: form.currency, per: form.per }, ["min", "max"]),
    where: country === undefined ? undefined : withoutUndefined({ ...kept.where, country, area: text(form.area) }),
    quantity: numberOf(form.quantity),
    must: text(form.must),
    avoid: text(form.avoid),
    replies: form.replies,
    via: via.length === 0 ? undefined : via,
    expires: form.expires ?? "",
    audience: form.audience,
  };
  return withoutUndefined(content);
}

export function formFaults(form: PlanForm, today: string): FormFault[] {
  const typed = (text: string) => text.trim() !== "" && amountOf(text) === null;
  const faults: FormFault[] = [];
  if (typed(form.budgetMin) || typed(form.budgetMax)) faults.push("budget-number");
  if (typed(form.quantity)) faults.push("quantity-number");
  if (form.area.trim() !== "" && form.country === "") faults.push("country-missing");
  if (form.expires === undefined) return [...faults, "expires-missing"];
  const fresh = form.expires !== form.kept?.expires;
  return [...planFaults(contentOf(form), fresh ? today : null, form.kept), ...faults];
}

/** Parses a stored form. Null for text that is no form of this version. */
export function readForm(text: string): PlanForm | null {
  try {
    const form: PlanForm = JSON.parse(text);
    return PlanContent.safeParse({ ...contentOf(form), what: "x", expires: "2027" }).success ? form : null;
  } catch {
    return null;
  }
}

const numberOf = (text: string): number | undefined => amountOf(text) ?? undefined;

/** The object if any of these members is set. */
function some<T extends object>(value: T, members: readonly (keyof T)[]): T | undefined {
  return members.some((member) => value[member] !== undefined) ? prune(value) : undefined;
}

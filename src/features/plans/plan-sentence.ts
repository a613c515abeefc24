// A plan as a sentence: its intention, its limits, its audience and its expiry.
import { namesCompanies, type PlanAudience, type PlanContent } from "../../core/plans/plan.ts";
import { countryName, date, list, money } from "../../ui/formats.ts";
import { inOneSentence, t, word } from "../../ui/messages.ts";

export type Names = ReadonlyMap<string, string>;

export function planSentence(plan: PlanContent, names: Names): string {
  const { about, quantity, why, must, avoid, certainty } = plan;
  const said = [
    plan.what,
    ...(about === undefined ? [] : [t("plan_said_about", { about: about.label })]),
    ...(quantity === undefined ? [] : [t("plan_said_quantity", { quantity })]),
    ...whenOf(plan.when ?? {}),
    ...placeOf(plan.where),
    ...budgetOf(plan.budget),
    ...(must === undefined ? [] : [t("plan_said_must", { must })]),
    ...(avoid === undefined ? [] : [t("plan_said_avoid", { avoid })]),
    ...(why === undefined ? [] : [t("plan_said_why", { why })]),
    ...(certainty === "likely" ? [] : [word("plan_said_certainty", certainty)]),
    repliesOf(plan),
    audienceText(plan.audience, names),
    t("rule_until", { date: date(plan.expires) }),
  ];
  return t("rule_sentence", { what: word("plan_verb", plan.verb), answer: inOneSentence(said) });
}

function whenOf({ earliest, latest }: NonNullable<PlanContent["when"]>): string[] {
  if (earliest === undefined && latest === undefined) return [];
  if (earliest === undefined) return [t("plan_said_latest", { date: date(latest ?? "") })];
  if (latest === undefined) return [t("plan_said_earliest", { date: date(earliest) })];
  if (earliest !== latest) return [t("plan_said_between", { earliest: date(earliest), latest: date(latest) })];
  const precision = ({ 4: "year", 7: "month" } as const)[earliest.length] ?? "day";
  return [t(`plan_said_in_${precision}`, { date: date(earliest) })];
}

function placeOf(where: PlanContent["where"]): string[] {
  if (where === undefined) return [];
  const country = countryName(where.country);
  const { area } = where;
  return [
    t("plan_said_place", { place: area === undefined ? country : t("about_kinds", { about: area, kinds: country }) }),
  ];
}

function budgetOf(budget: PlanContent["budget"]): string[] {
  const { min, max, currency = "EUR", per = "once" } = budget ?? {};
  if (min === undefined && max === undefined) return [];
  const amount = (value: number) =>
    per === "once" ? money(value, currency) : t(`plan_said_${per}`, { amount: money(value, currency) });
  if (min === undefined) return [t("plan_said_max", { max: amount(max ?? 0) })];
  if (max === undefined) return [t("plan_said_min", { min: amount(min) })];
  return [t("plan_said_range", { min: money(min, currency), max: amount(max) })];
}

function repliesOf({ replies, via = [] }: PlanContent): string {
  const said = word("plan_said_replies", replies);
  if (replies === "none" || via.length === 0) return said;
  const ways = list(
    via.map((channel) => word("via", channel)),
    "disjunction",
  );
  return t("plan_said_replies_via", { replies: said, ways });
}

/** "shown to travel companies". */
export function audienceText(audience: PlanAudience, names: Names): string {
  if (audience === "nobody") return t("plan_said_nobody");
  if (audience === "any-participant-I-granted") return t("plan_said_any");
  if (!namesCompanies(audience)) return t("plan_said_shown", { companies: word("plan_sector", audience.sector) });
  const companies = audience.companies.map((id) => names.get(id) ?? id);
  return companies.length === 0 ? t("plan_said_nobody") : t("plan_said_shown", { companies: list(companies) });
}

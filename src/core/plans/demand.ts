// A plan as a schema.org Demand (JSON-LD). schema.org has no terms for certainty, replies and audience.
import { firstDay, lastDay } from "../time/calendar.ts";
import { type Plan, planState } from "./plan.ts";

type JsonLd = { [member: string]: string | number | JsonLd | JsonLd[] };

/** Business function of the other side. Verbs without a fitting function have none; readers then assume a purchase. */
const FUNCTIONS: Partial<Record<Plan["verb"], string>> = {
  buy: "Sell",
  rent: "LeaseOut",
  repair: "Repair",
  sell: "Buy",
  travel: "ProvideService",
  move: "ProvideService",
  learn: "ProvideService",
};

/** UN/CEFACT codes of the months and years that a price covers. */
const UNITS = { month: "MON", year: "ANN" } as const;

/** The plans that are open on a local date. A Demand can state its end only as a date. */
export const demandsOf = (plans: readonly Plan[], today: string): JsonLd => ({
  "@context": "https://schema.org",
  "@graph": plans
    .filter((plan) => !["done", "dropped", "expired"].includes(planState(plan, today)))
    .map((plan) => demandNode(plan)),
});

function demandNode(plan: Plan): JsonLd {
  const { when = {}, quantity, where, why } = plan;
  const role = FUNCTIONS[plan.verb];
  return {
    "@type": "Demand",
    name: plan.what,
    ...(why === undefined ? {} : { description: why }),
    ...(role === undefined ? {} : { businessFunction: `http://purl.org/goodrelations/v1#${role}` }),
    itemOffered: itemOf(plan),
    ...(when.earliest === undefined ? {} : { availabilityStarts: firstDay(when.earliest) }),
    ...(when.latest === undefined ? {} : { availabilityEnds: lastDay(when.latest) }),
    ...priceOf(plan),
    ...(quantity === undefined ? {} : { eligibleQuantity: { "@type": "QuantitativeValue", value: quantity } }),
    ...(where === undefined ? {} : { areaServed: placeOf(where) }),
    validThrough: lastDay(plan.expires),
  };
}

/** Product in schema.org is any product or service: a pair of shoes, a concert ticket, a haircut. */
function itemOf({ what, about, must, avoid }: Plan): JsonLd {
  const wishes = { must, avoid };
  const properties = Object.entries(wishes).flatMap(([name, value]): JsonLd[] =>
    value === undefined ? [] : [{ "@type": "PropertyValue", name, value }],
  );
  const type = /^schema:(\w+)$/.exec(about?.code ?? "")?.[1];
  return {
    "@type": "Product",
    name: what,
    ...(about === undefined ? {} : { category: about.label }),
    ...(type === undefined ? {} : { additionalType: `https://schema.org/${type}` }),
    ...(properties.length === 0 ? {} : { additionalProperty: properties }),
  };
}

function priceOf({ budget }: Plan): JsonLd {
  if (budget === undefined || (budget.min === undefined && budget.max === undefined)) return {};
  const price: JsonLd = {
    "@type": budget.per === "once" ? "PriceSpecification" : "UnitPriceSpecification",
    priceCurrency: budget.currency,
    ...(budget.min === undefined ? {} : { minPrice: budget.min }),
    ...(budget.max === undefined ? {} : { maxPrice: budget.max }),
    ...(budget.per === "once" ? {} : { unitCode: UNITS[budget.per] }),
  };
  return { priceSpecification: price };
}

const placeOf = ({ country, area }: NonNullable<Plan["where"]>): JsonLd => ({
  "@type": "Place",
  ...(area === undefined ? {} : { name: area }),
  address: { "@type": "PostalAddress", addressCountry: country },
});

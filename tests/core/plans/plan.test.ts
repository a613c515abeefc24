// Plans: states over full and reduced dates, faults, readers, and the schema.org Demand.
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { demandsOf } from "../../../src/core/plans/demand.ts";
import { isPlanFor, Plan, PlanContent, planFaults, planState, readersOf } from "../../../src/core/plans/plan.ts";
import { nextChange } from "../../../src/core/sharing/view-change.ts";
import { addDays, dayAfter, firstDay, lastDay } from "../../../src/core/time/calendar.ts";
import { day, holds, partialDate } from "../../support/data/arbitraries.ts";

/** One plan as the file contains it. */
function demandOf(plan: Plan): Record<string, unknown> {
  const { "@graph": nodes, ...context } = demandsOf([plan], "2026-11-22");
  return { ...context, ...(nodes as Record<string, unknown>[])[0] };
}

const bicycle: Plan = {
  id: "plan",
  what: "a bicycle",
  verb: "buy",
  certainty: "likely",
  replies: "none",
  status: "open",
  expires: "2027-05",
  audience: "any-participant-I-granted",
};
const anybody = { id: "shop.example", sector: "retail" };

describe("calendar dates", () => {
  test("a date is over after its last day, and contains exactly the days from the first to the last", () => {
    holds(
      fc.property(partialDate, day, (date, on) => {
        const [first, last] = [firstDay(date), lastDay(date)];
        expect(addDays(last, 1)).toBe(dayAfter(date));
        const exists = Number.isFinite(Date.parse(date)) && new Date(date).toISOString().startsWith(date);
        if (exists) expect(first <= on && on <= last).toBe(on.startsWith(date));
      }),
    );
  });

  test.each([
    ["2027", "2027-01-01", "2027-12-31"],
    ["2028-02", "2028-02-01", "2028-02-29"],
    ["2027-05-31", "2027-05-31", "2027-05-31"],
    ["2027-02-31", "2027-03-01", "2027-02-28"],
  ])("%s covers %s to %s", (date, first, last) => expect([firstDay(date), lastDay(date)]).toEqual([first, last]));
});

describe("a plan's state", () => {
  test.each([
    ["2027-05-31", "2027-05-24", "open"],
    ["2027-05-31", "2027-05-25", "expiring"],
    ["2027-05-31", "2027-05-31", "expiring"],
    ["2027-05-31", "2027-06-01", "expired"],
    ["2027-05", "2027-05-24", "open"],
    ["2027-05", "2027-05-25", "expiring"],
    ["2027-05", "2027-06-01", "expired"],
    ["2027", "2027-12-24", "open"],
    ["2027", "2027-12-25", "expiring"],
    ["2027", "2028-01-01", "expired"],
    ["2027-02-31", "2027-02-28", "expiring"],
    ["2027-02-31", "2027-03-01", "expired"],
    ["9999", "2026-11-18", "open"],
    ["9999-12-31", "2026-11-18", "open"],
    ["0050", "2026-11-18", "expired"],
  ])("with the expiry %s is, on %s, %s", (expires, today, state) => {
    expect(planState({ status: "open", expires }, today)).toBe(state);
  });

  test("expiry overrides a pause, and nothing overrides done or dropped", () => {
    const states = (today: string) =>
      (["paused", "done", "dropped"] as const).map((status) => planState({ status, expires: "2027-05" }, today));
    expect(states("2027-05-31")).toEqual(["paused", "done", "dropped"]);
    expect(states("2027-06-01")).toEqual(["expired", "done", "dropped"]);
  });

  test("lets companies read only open and expiring plans", () => {
    const status = fc.constantFrom(...(["open", "paused", "done", "dropped"] as const));
    holds(
      fc.property(status, partialDate, day, (given, expires, today) => {
        const plan = { ...bicycle, status: given, expires };
        const read = isPlanFor(plan, anybody, today);
        expect(read).toBe(["open", "expiring"].includes(planState(plan, today)));
      }),
    );
  });

  test("ends a document on the day on which one of its plans is over", () => {
    holds(
      fc.property(partialDate, day, (expires, today) => {
        const plan = { ...bicycle, expires };
        fc.pre(isPlanFor(plan, anybody, today));
        const next = nextChange({}, today, [plan]) ?? "";
        expect(isPlanFor(plan, anybody, next)).toBe(false);
        expect(isPlanFor(plan, anybody, addDays(next, -1))).toBe(true);
      }),
    );
  });
});

describe("faults", () => {
  const faults = (fields: Partial<Plan>, today: string | null = "2026-11-18") =>
    planFaults({ ...bicycle, ...fields }, today);
  const budget = { currency: "GBP", per: "once" } as const;
  test.each([
    [{ what: "  " }, ["what-blank"]],
    [{ when: { earliest: "2027-06", latest: "2027-05-31" } }, ["when-order"]],
    [{ expires: "2027-04", when: { earliest: "2027-06", latest: "2027-05-31" } }, ["when-order"]],
    [{ when: { earliest: "2027-05-31", latest: "2027" } }, []],
    [{ expires: "2027-02-26", when: { earliest: "2027-05", latest: "2027-05" } }, ["expires-early"]],
    [{ expires: "2027-02", when: { latest: "2027-03-01" } }, ["expires-early"]],
    [{ expires: "2027-02", when: { earliest: "2027-03" } }, ["expires-early"]],
    [{ expires: "2027-05-10", when: { earliest: "2027-05", latest: "2027-06" } }, ["expires-early"]],
    [{ expires: "2027-05-10", when: { latest: "2027-05" } }, []],
    [{ expires: "2027-02-28", when: { latest: "2027-02-28" } }, []],
    [{ expires: "9999", when: { latest: "9999-12-31" } }, []],
    [{ when: { earliest: "2027-05", latest: "2027-05" } }, []],
    [{ when: { latest: "2020" } }, []],
    [{ budget: { ...budget, min: 2, max: 1 } }, ["budget-order"]],
    [{ budget: { ...budget, min: 1, max: 1 } }, []],
    [{ budget: { ...budget, min: 5 } }, []],
    [{ expires: "2026-11-17" }, ["expires-past"]],
    [{ expires: "2026-11-18" }, []],
    [{ expires: "2026-11" }, []],
    [{ expires: "2025", what: "" }, ["what-blank", "expires-past"]],
  ] satisfies [Partial<Plan>, string[]][])("%j", (fields, expected) => expect(faults(fields)).toEqual(expected));

  test("a stored plan that ends before it begins has no fault until its dates change", () => {
    const before = { ...bicycle, when: { latest: "2027-06" } };
    expect(planFaults({ ...before, what: "a tandem" }, null, before)).toEqual([]);
    expect(planFaults({ ...before, when: { latest: "2027-07" } }, null, before)).toEqual(["expires-early"]);
    expect(planFaults({ ...before, expires: "2027-04" }, "2026-11-18", before)).toEqual(["expires-early"]);
    expect(planFaults({ ...before, expires: "2027-06" }, "2026-11-18", before)).toEqual([]);
  });

  test("an unchanged expiry may be in the past", () => expect(faults({ expires: "2020" }, null)).toEqual([]));

  test.each([{ what: "" }, { expires: "soon" }, { expires: undefined }, { budget: { max: -1, ...budget } }])(
    "%j is no plan",
    (fields) => {
      expect(PlanContent.safeParse({ ...bicycle, ...fields }).success).toBe(false);
      expect(Plan.safeParse({ ...bicycle, ...fields }).success).toBe(false);
    },
  );
});

test("current readers and possible readers are separate, and companies outside the audience are neither", () => {
  const granted = [
    { company: { id: "a.example", sector: "travel" }, plans: true },
    { company: { id: "b.example", sector: "travel" }, plans: false },
    { company: { id: "c.example", sector: "bank" }, plans: true },
  ];
  const readers = (fields: Partial<Plan>) => readersOf({ ...bicycle, ...fields }, granted, "2026-11-18");
  expect(readers({})).toEqual({ now: ["a.example", "c.example"], withPart: ["b.example"] });
  expect(readers({ audience: { sector: "travel" } })).toEqual({ now: ["a.example"], withPart: ["b.example"] });
  expect(readers({ audience: { companies: ["c.example"] } })).toEqual({ now: ["c.example"], withPart: [] });
  for (const fields of [{ audience: "nobody" }, { status: "paused" }, { expires: "2026-11-17" }] as const)
    expect(readers(fields)).toEqual({ now: [], withPart: [] });
});

describe("a schema.org Demand", () => {
  test("contains every member that has a schema.org term, full dates, and nothing private", () => {
    const demand = demandOf({
      ...bicycle,
      id: "secret-id",
      what: "Lisbon for two",
      verb: "travel",
      about: { label: "City trip", code: "schema:TouristTrip" },
      why: "An anniversary",
      when: { earliest: "2027-05", latest: "2027" },
      budget: { min: 300, max: 500, currency: "GBP", per: "month" },
      where: { country: "PT", area: "Lisbon" },
      quantity: 2,
      must: "a window",
      via: ["email"],
      expires: "2027-05",
      audience: { companies: ["secret.example"] },
    });
    expect(demand).toEqual({
      "@context": "https://schema.org",
      "@type": "Demand",
      name: "Lisbon for two",
      description: "An anniversary",
      businessFunction: "http://purl.org/goodrelations/v1#ProvideService",
      itemOffered: {
        "@type": "Product",
        name: "Lisbon for two",
        category: "City trip",
        additionalType: "https://schema.org/TouristTrip",
        additionalProperty: [{ "@type": "PropertyValue", name: "must", value: "a window" }],
      },
      availabilityStarts: "2027-05-01",
      availabilityEnds: "2027-12-31",
      priceSpecification: {
        "@type": "UnitPriceSpecification",
        priceCurrency: "GBP",
        minPrice: 300,
        maxPrice: 500,
        unitCode: "MON",
      },
      eligibleQuantity: { "@type": "QuantitativeValue", value: 2 },
      areaServed: {
        "@type": "Place",
        name: "Lisbon",
        address: { "@type": "PostalAddress", addressCountry: "PT" },
      },
      validThrough: "2027-05-31",
    });
    expect(JSON.stringify(demand)).not.toContain("secret");
  });

  test("needs only the required members; a file contains open and paused plans until they expire", () => {
    const { "@context": context, ...least } = demandOf(bicycle);
    expect(least).toEqual({
      "@type": "Demand",
      name: "a bicycle",
      businessFunction: "http://purl.org/goodrelations/v1#Sell",
      itemOffered: { "@type": "Product", name: "a bicycle" },
      validThrough: "2027-05-31",
    });
    const plans = [bicycle, ...(["paused", "done", "dropped"] as const).map((status) => ({ ...bicycle, status }))];
    expect(demandsOf(plans, "2026-11-18")).toEqual({ "@context": context, "@graph": [least, least] });
    expect(demandsOf(plans, "2027-06-01")).toEqual({ "@context": context, "@graph": [] });
  });
});

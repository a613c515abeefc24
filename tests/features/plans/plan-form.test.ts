// The plan form: defaults and faults; opening and saving a plan does not change it.
import fc from "fast-check";
import { expect, test } from "vitest";
import { VERBS } from "../../../src/core/plans/plan.ts";
import {
  changedForm,
  contentOf,
  formFaults,
  formOf,
  isTouched,
  newForm,
  type PlanForm,
  readForm,
} from "../../../src/features/plans/plan-form.ts";

const TODAY = "2026-11-22";

const date = fc.constantFrom("2027", "2027-05", "2027-05-31");
const amount = fc.integer({ min: 0, max: 10_000_000 }).map((cents) => cents / 100);
const plan = fc.record(
  {
    id: fc.constant("p"),
    what: fc.constantFrom("a boat", "Lisbon for two"),
    verb: fc.constantFrom(...VERBS),
    about: fc.record({ label: fc.constant("Boats"), product: fc.constant("boat") }, { requiredKeys: ["label"] }),
    why: fc.constant("An anniversary"),
    when: fc.oneof(fc.record({ earliest: date }), fc.record({ latest: date })),
    certainty: fc.constantFrom(...(["dreaming", "likely", "decided"] as const)),
    budget: fc.record({
      max: amount,
      currency: fc.constant("CHF"),
      per: fc.constantFrom(...(["once", "month"] as const)),
    }),
    where: fc.record({ country: fc.constant("PT"), area: fc.constant("Lisbon") }, { requiredKeys: ["country"] }),
    quantity: amount,
    must: fc.constant("sails"),
    replies: fc.constant("welcome" as const),
    via: fc.subarray<"email" | "post">(["email", "post"], { minLength: 1 }),
    status: fc.constant("open" as const),
    expires: date,
    audience: fc.constantFrom("nobody" as const, { sector: "travel" as const }),
    later: fc.constant("member"),
  },
  { requiredKeys: ["id", "what", "verb", "certainty", "replies", "status", "expires", "audience"] },
);

test("a plan that is opened, stored as a draft and saved stays the same", () => {
  fc.assert(
    fc.property(plan, (given) => {
      const { id: _id, status: _status, ...content } = given;
      const form = formOf(given, "EUR");
      expect(contentOf(form)).toEqual(content);
      expect(isTouched(form, TODAY)).toBe(false);
      const draft = readForm(JSON.stringify(form));
      expect(draft === null ? null : contentOf(draft)).toEqual(content);
      expect(formFaults(form, TODAY)).toEqual([]);
    }),
  );
});

test("a new form has nobody as audience and an expiry, and lacks only its subject", () => {
  const form = newForm(TODAY, "EUR");
  expect(formFaults(form, TODAY)).toEqual(["what-blank"]);
  expect(form).toMatchObject({ audience: "nobody", expires: "2027-02-20" });
  expect(isTouched({ ...form, currency: "GBP" }, TODAY)).toBe(false);
  expect(isTouched({ ...form, why: "x" }, TODAY)).toBe(true);
});

const pick = (form: PlanForm, fields: Partial<PlanForm>) => changedForm(form, fields, TODAY);

test("the expiry follows the dates: a month after the latest, until the user chooses one", () => {
  const form = newForm(TODAY, "EUR");
  const may = pick(pick(form, { latest: "2027" }), { latest: "2027-05" });
  expect([pick(form, { latest: "2027" }).expires, may.expires]).toEqual(["2028-01-31", "2027-06-30"]);
  expect(pick(may, { earliest: "2027-04" }).expires).toBe("2027-06-30");
  expect(pick(may, { latest: undefined }).expires).toBe("2027-02-20");
  expect(pick(form, { earliest: "2027-01-31" }).expires).toBe("2027-02-28");
  expect(pick(form, { what: "a boat" }).expires).toBe("2027-02-20");
  const chosen = pick(may, { expires: "2027-05-31" });
  expect(pick(chosen, { latest: "2027-09" }).expires).toBe("2027-05-31");
  expect(formFaults({ ...pick(chosen, { latest: "2027-09" }), what: "x" }, TODAY)).toEqual(["expires-early"]);
});

test("no plan silently ends before it begins: for any dates, its expiry is valid or a fault", () => {
  const dates = fc.option(fc.constantFrom("2026-11", "2027", "2027-05", "2027-05-31", "2035-12", "9999"), {
    nil: undefined,
  });
  fc.assert(
    fc.property(dates, dates, (earliest, latest) => {
      const form = pick(pick({ ...newForm(TODAY, "EUR"), what: "x" }, { earliest }), { latest });
      expect(formFaults(form, TODAY).filter((fault) => fault.startsWith("expires"))).toEqual([]);
    }),
  );
});

test.each(["", "null", "[]", "{}", '{"what":"x"}', "not JSON"])("%j is no draft", (text) => {
  expect(readForm(text)).toBeNull();
});

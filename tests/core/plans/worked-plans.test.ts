import { describe, expect, test } from "vitest";
import type { Plan, PlanAudience } from "../../../src/core/plans/plan.ts";
import { granting, reads } from "../../support/data/profile.ts";
import { LISBON } from "../../support/data/worked-plans.ts";

const told = { verb: "travel", certainty: "likely", status: "open", replies: "one-each" } as const;

const lisbon: Plan = {
  ...told,
  id: "plan-1",
  what: "Lisbon for two",
  when: { earliest: "2027-05", latest: "2027-05" },
  budget: { max: 500, currency: "GBP", per: "once" },
  quantity: 2,
  via: ["email"],
  expires: "2027-05-31",
  audience: { sector: "travel" },
};
const moving: Plan = {
  ...told,
  id: "plan-2",
  what: "Moving home",
  verb: "move",
  when: { earliest: "2027-03", latest: "2027-06" },
  replies: "none",
  expires: "2027-06",
  audience: { companies: ["water.example", "energy.example", "bank.example"] },
};
const car: Plan = {
  ...told,
  id: "plan-3",
  what: "A used estate car",
  verb: "buy",
  via: ["inbox"],
  expires: "2027-12-31",
  audience: "any-participant-I-granted",
};
const plans = [lisbon, moving, car];

const plansTold = (reader: { id: string; sector?: "travel" | "bank" }, on?: string) =>
  reads({ plans, reader, parts: granting("plans"), ...(on === undefined ? {} : { on }) });

test("Lisbon in May: the travel sector reads it, one reply each by email, until the end of May", () => {
  const airline = { id: "airline.example", sector: "travel" } as const;
  const { view, header } = plansTold(airline);
  expect(header).toBe("v=1, more");
  expect(view.plans?.[0]).toEqual(LISBON);
  const names = (on: string) => plansTold(airline, on).view.plans?.map(({ what }) => what);
  expect(names("2027-05-31")).toEqual(["Lisbon for two", "A used estate car"]);
  expect(names("2027-06-01")).toEqual(["A used estate car"]);
});

test("moving home: exactly the three named companies read it, and none may reply", () => {
  for (const id of ["water.example", "energy.example", "bank.example"]) {
    const known = plansTold({ id }).view.plans?.find(({ what }) => what === "Moving home");
    expect(known).toMatchObject({ replies: "none", when: { earliest: "2027-03", latest: "2027-06" } });
  }
  for (const id of ["telecom.example", "www.bank.example", "example"]) {
    expect(JSON.stringify(plansTold({ id }))).not.toContain("Moving home");
  }
});

test("the car: any granted participant reads it, replies go to the inbox only, and it names no other company", () => {
  const { view } = plansTold({ id: "dealer.example" });
  expect(view).toEqual({
    cmr: "0.1",
    purposes: ["service"],
    plans: [
      {
        what: "A used estate car",
        verb: "buy",
        certainty: "likely",
        replies: "one-each",
        via: ["inbox"],
        expires: "2027-12-31",
      },
    ],
  });
});

test("no company reads a plan without the plans part", () => {
  const { view, header } = reads({ plans, reader: { id: "bank.example" }, parts: granting("contact") });
  expect(view.plans).toBeUndefined();
  expect(header).not.toContain("Lisbon");
});

describe("no company reads a plan", () => {
  const audiences: PlanAudience[] = ["nobody", { companies: [] }, { sector: "bank" }];
  test.each(audiences)("with the audience %j", (audience) => {
    const reader = { id: "shop.example", sector: "retail" } as const;
    expect(reads({ plans: [{ ...car, audience }], reader, parts: granting("plans") }).view.plans).toEqual([]);
  });
  test.each(["paused", "done", "dropped"] as const)("when it is %s", (status) => {
    expect(reads({ plans: [{ ...car, status }], parts: granting("plans") }).view.plans).toEqual([]);
  });
});

// A plan in the list: the form with the exact text, the state at each company, and the request to delete it.
import { h, render } from "preact";
import { act } from "preact/test-utils";
import { beforeEach, expect, test } from "vitest";
import type { Plan } from "../../../src/core/plans/plan.ts";
import type { Delivery } from "../../../src/core/sharing/delivery.ts";
import { planBody } from "../../../src/core/sharing/shared-plan.ts";
import type { PlanShares } from "../../../src/features/sharing/read-plan-shares.ts";
import { control, newScreen, press } from "../../support/browser/screen.ts";

const plan: Plan = {
  id: "p",
  what: "a bicycle",
  verb: "buy",
  certainty: "likely",
  replies: "none",
  status: "open",
  expires: "2027-05",
  audience: "nobody",
};
const delivery: Delivery = {
  id: "k",
  at: "2026-11-18T12:00:00Z",
  company: "shop.example",
  endpoint: "https://www.shop.example/p",
  body: planBody(plan),
  attempts: 1,
  nextAt: "2026-11-18T12:00:00Z",
  state: "accepted",
  kind: "plan",
  plan: "p",
};
const shop = { company: "shop.example", name: "The Shop" };
const bank = { company: "bank.example", name: "The Bank" };

let sent: { command: string; payload: Record<string, unknown> }[] = [];

const answers: Readonly<Record<string, unknown>> = {
  "preview-plan-share": { name: "The Shop", body: planBody(plan), handle: "c-17", asksHost: null },
  "share-plan": { delivery: "k" },
  "withdraw-delivered": { deliveries: ["w"] },
};

beforeEach(async () => {
  sent = await newScreen(({ command }) => answers[command] ?? {});
});

async function show(shares: PlanShares, shown: Plan = plan, open = true): Promise<void> {
  const { SharePlan } = await import("../../../src/features/sharing/share-plan-panel.tsx");
  await act(() => render(h(SharePlan, { plan: shown, open, shares }), document.body));
}
const state = (one: Partial<Delivery>, all: Delivery[] = []) => {
  const row = { ...delivery, ...one };
  return new Map([
    ["p", [{ ...shop, endpoint: "https://www.shop.example/w", delivery: row, all, sentHere: ["k", "w"] }]],
  ]);
};

test("the form shows the exact text, anonymous at first, and sends exactly that", async () => {
  await show({ recipients: [shop, bank], sent: new Map() });
  await press("plan-send");
  expect(control("share-text")?.textContent).toBe(planBody(plan));
  expect(control<HTMLSelectElement>("share-as")?.value).toBe("anonymous");
  expect([...(control<HTMLSelectElement>("plan-send-to")?.options ?? [])].map(({ text }) => text)).toEqual([
    "The Shop",
    "The Bank",
  ]);
  await press("share-confirm");
  expect(sent.at(-1)).toEqual({
    command: "share-plan",
    payload: { id: "p", company: "shop.example", named: false, shown: planBody(plan) },
  });
});

test("nothing is offered without a company that takes plans, or for a plan that is not open", async () => {
  await show({ recipients: [], sent: new Map() });
  expect(document.body.textContent).toBe("");
  await show({ recipients: [shop], sent: new Map() }, plan, false);
  expect(document.body.textContent).toBe("");
});

test("a sent plan shows its state, offers its new version after an edit, and a request to delete it", async () => {
  await show({ recipients: [shop], sent: state({}) });
  expect(control("plan-sent")?.dataset.state).toBe("accepted");
  expect([control("plan-send"), control("plan-send-again"), control("share-changed")]).toEqual([null, null, null]);
  await show({ recipients: [shop], sent: state({}) }, { ...plan, what: "a boat" });
  expect(control("share-changed")).not.toBeNull();
  expect(control("plan-send-again")).not.toBeNull();
  await press("withdraw-delivered");
  expect(sent.at(-1)).toEqual({ command: "withdraw-delivered", payload: { id: "k" } });
});

test.each([
  ["owed", "Waiting to be sent."],
  ["accepted", "You asked The Shop to delete it, and it answered that it does."],
  ["refused", "You asked The Shop to delete it, and it refused."],
] as const)("the state of a withdrawal that is %s shows", async (of, text) => {
  const withdrawal: Delivery = { ...delivery, id: "w", kind: "withdraw", withdraws: "k", state: of, attempts: 0 };
  await show({ recipients: [shop], sent: state({}, [withdrawal]) });
  expect(control("withdrawal-state")?.textContent).toBe(text);
  expect(control("withdraw-delivered") === null).toBe(of !== "refused");
});

test("a plan that waits because it is not open shows the reason, and can be withdrawn", async () => {
  await show({ recipients: [shop], sent: state({ state: "owed", stopped: "ended" }) }, plan, false);
  expect(control("share-state")?.textContent).toContain("the plan is paused, finished or over");
  expect(control("delivery-again")).toBeNull();
  await press("share-withdraw");
  expect(sent.at(-1)).toEqual({ command: "withdraw-share", payload: { id: "k" } });
});

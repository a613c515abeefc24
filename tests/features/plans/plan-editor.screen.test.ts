// The worked plans, entered through the editor's controls, equal those of tests/core/plans/worked-plans.
import { h, render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { PlanForm } from "../../../src/features/plans/plan-form.ts";
import type { PlansContext } from "../../../src/features/plans/read-plans.ts";
import { answerCommands } from "../../support/browser/answered.ts";
import { LISBON } from "../../support/data/worked-plans.ts";
import { faultsMayBeLogged } from "../../support/device/oracle.ts";
import { settled } from "../../support/device/settle.ts";
import { forgetModules } from "../../support/device/start-anew.ts";

const known: PlansContext = {
  today: "2026-11-22",
  names: new Map([
    ["airline.example", "Air Line"],
    ["bank.example", "The Bank"],
    ["water.example", "Water"],
    ["energy.example", "Energy"],
    ["shop.example", "The Shop"],
  ]),
  granted: [
    { company: { id: "airline.example", sector: "travel" }, plans: true },
    { company: { id: "water.example" }, plans: false },
    { company: { id: "bank.example", sector: "bank" }, plans: true },
  ],
};

let sent: { command: string; payload: { id?: string; plan: Record<string, unknown> } }[] = [];
let refusal: string | null = null;
let session: { [key: string]: unknown };
/** One item for each request to close the editor: true if it saved the plan. */
let closed: boolean[] = [];

beforeEach(() => {
  [sent, refusal, closed] = [[], null, []];
  forgetModules();
  session = {};
  const kept = {
    get: async (key: string) => ({ [key]: session[key] }),
    set: async (values: object) => void Object.assign(session, values),
    remove: async (key: string) => void delete session[key],
  };
  answerCommands(
    (message: (typeof sent)[number]) => {
      sent.push(message);
      return refusal === null ? { value: { id: "p", batch: "b" } } : { error: { code: refusal, message: "" } };
    },
    { session: kept },
  );
});

afterEach(() => render(null, document.body));

/** The editor over its draft, as its page shows it. */
async function open(form?: PlanForm): Promise<void> {
  const { loadMessages } = await import("../../../src/ui/messages.ts");
  const { PlanEditor } = await import("../../../src/features/plans/plan-editor.tsx");
  const { newForm, readForm } = await import("../../../src/features/plans/plan-form.ts");
  const { useDraft } = await import("../../../src/ui/draft.ts");
  const { drafts } = await import("../../../src/platform/session/drafts.ts");
  await loadMessages("en-GB");
  function Page() {
    const draft = useDraft(drafts, "plan", readForm);
    if (draft.value === undefined || closed.length > 0) return null;
    const onClose = (saved: boolean) => {
      closed.push(saved);
      draft.keep(null);
    };
    const shown = draft.value ?? form ?? newForm(known.today, "GBP");
    return h(PlanEditor, { form: shown, known, onChange: draft.keep, onClose });
  }
  await act(() => render(h(Page, {}), document.body));
  await act(settled);
}

const control = <T extends HTMLElement>(testId: string): T => {
  const found = document.querySelector<T>(`[data-testid="${testId}"]`);
  if (found === null) throw new Error(`no ${testId}`);
  return found;
};

/** Like a keyboard: changes the value, then fires the events. */
async function fill(fields: Record<string, string>): Promise<void> {
  for (const [testId, value] of Object.entries(fields)) {
    const field = control<HTMLInputElement | HTMLSelectElement>(`plan-${testId}`);
    expect(field.disabled, testId).toBe(false);
    if (field.tagName === "SELECT")
      expect(
        [...(field as HTMLSelectElement).options].map((option) => option.value),
        testId,
      ).toContain(value);
    await act(() => {
      field.value = value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }
}

async function press(testId: string): Promise<void> {
  await act(() => control(testId).click());
  await act(settled);
}
const text = (testId: string): string => control(testId).textContent ?? "";

async function saved(): Promise<Record<string, unknown>> {
  await press("plan-save");
  expect(document.querySelector("[data-testid=plan-faults]")?.textContent ?? "").toBe("");
  expect(closed).toEqual([true]);
  return sent.at(-1)?.payload.plan ?? {};
}

describe("the worked plans", () => {
  test("Lisbon in May", async () => {
    await open();
    await fill({
      verb: "travel",
      what: "Lisbon for two",
      "earliest-year": "2027",
      "earliest-month": "05",
      "latest-year": "2027",
      "latest-month": "05",
      "budget-max": "500",
      currency: "GBP",
      quantity: "2",
      replies: "one-each",
      "via-1": "email",
      "expires-year": "2027",
      "expires-month": "05",
      "expires-day": "31",
      audience: "sector",
      "audience-sector": "travel",
    });
    expect(text("plan-preview")).toContain("Seen now by Air Line.");
    expect(text("plan-sentence")).toBe(
      "Travel: Lisbon for two, quantity 2, in May 2027, at most £500, one reply each by email, shown to travel companies, " +
        "until 31 May 2027",
    );
    expect(await saved()).toEqual({
      ...LISBON,
      audience: { sector: "travel" },
    });
  });

  test("moving home, for three companies, one of them new to the list", async () => {
    await open();
    await fill({
      verb: "move",
      what: "Moving home",
      "earliest-year": "2027",
      "earliest-month": "03",
      "latest-year": "2027",
      "latest-month": "06",
      replies: "none",
      "expires-year": "2027",
      "expires-month": "06",
      "expires-day": "",
      audience: "companies",
    });
    expect(document.querySelector("[data-testid=plan-via-1]")).toBeNull();
    await press("plan-audience-company-water.example");
    await press("plan-audience-company-bank.example");
    await fill({ "audience-other": "https://www.gas.example/tariffs" });
    await press("plan-audience-add");
    expect(text("plan-preview")).toContain("Seen now by The Bank.");
    expect(text("plan-preview")).toContain("Could see it if you showed them your plans: Water.");
    expect(await saved()).toEqual({
      what: "Moving home",
      verb: "move",
      when: { earliest: "2027-03", latest: "2027-06" },
      certainty: "likely",
      replies: "none",
      expires: "2027-06",
      audience: { companies: ["water.example", "bank.example", "gas.example"] },
    });
  });

  test("the car, for any participant, in the inbox only", async () => {
    await open();
    await fill({
      what: "A used estate car",
      "via-1": "inbox",
      "expires-year": "2027",
      "expires-month": "12",
      "expires-day": "31",
      audience: "any",
    });
    expect(text("plan-preview")).toContain("Seen now by Air Line and The Bank.");
    expect(await saved()).toEqual({
      what: "A used estate car",
      verb: "buy",
      certainty: "likely",
      replies: "one-each",
      via: ["inbox"],
      expires: "2027-12-31",
      audience: "any-participant-I-granted",
    });
  });
});

test("no company reads a plan before it is saved, and typed text survives leaving the page", async () => {
  await open();
  await fill({ what: "A boat", audience: "any", "budget-max": "1,5" });
  expect(sent).toEqual([]);
  expect(String(session["draft plan"])).toContain("A boat");
  render(null, document.body);
  await open();
  expect(control<HTMLInputElement>("plan-what").value).toBe("A boat");
  expect(control<HTMLInputElement>("plan-budget-max").value).toBe("1,5");
  expect(await saved()).toMatchObject({ what: "A boat", budget: { max: 1.5 } });
  expect(session).toEqual({});
});

test("a plan with faults stays open and shows them", async () => {
  await open();
  await fill({ "budget-min": "lots", quantity: "-1", area: "Lisbon", "expires-year": "" });
  await press("plan-save");
  expect(text("plan-faults")).toContain("An amount is not a number.");
  expect(text("plan-faults")).toContain("The quantity is not a number.");
  expect(text("plan-faults")).toContain("Choose the country of the place.");
  expect(text("plan-faults")).toContain("A plan needs an end.");
  await fill({ "budget-min": "9", "budget-max": "8", quantity: "", country: "PT", "expires-year": "2026" });
  expect(text("plan-faults")).toBe("Say what you intend.The least amount is more than the most.");
  expect([sent, closed]).toEqual([[], []]);
});

test("a refusal keeps the editor and the draft", async () => {
  await open();
  await fill({ what: "A boat" });
  refusal = "storage-full";
  faultsMayBeLogged(/storage-full/);
  await press("plan-save");
  expect(closed).toEqual([]);
  expect(session["draft plan"]).toContain("A boat");
});

test("Cancel stores nothing", async () => {
  await open();
  await fill({ what: "A boat" });
  await press("plan-cancel");
  expect([sent, session, closed]).toEqual([[], {}, [false]]);
});

test("editing keeps members without a field, and does not send the status", async () => {
  const { formOf } = await import("../../../src/features/plans/plan-form.ts");
  const plan = {
    id: "p",
    what: "a bicycle",
    verb: "buy" as const,
    about: { label: "Bikes", code: "schema:Product" },
    when: { latest: "2027", flexible: true },
    certainty: "decided" as const,
    replies: "welcome" as const,
    status: "paused" as const,
    expires: "2045-02",
    audience: { companies: ["shop.example"], note: 1 },
    later: "member",
  };
  await open(formOf(plan, "EUR"));
  expect(text("plan-preview")).toContain("No company can read it on its website now.");
  const years = [...control<HTMLSelectElement>("plan-expires-year").options].map(({ value }) => value);
  expect(years.slice(-2)).toEqual(["2036", "2045"]);
  await fill({ what: "a tandem" });
  const { id: _id, status: _status, ...rest } = plan;
  expect(await saved()).toEqual({ ...rest, what: "a tandem" });
  expect(sent[0]?.payload.id).toBe("p");
});

test("a plan that is opened again before the list shows its last edit begins with that edit", async () => {
  const { formOf } = await import("../../../src/features/plans/plan-form.ts");
  const stored = { ...LISBON, id: "p", status: "open" as const, audience: "nobody" as const };
  await open(formOf(stored, "GBP"));
  await fill({ what: "Porto for two" });
  await saved();
  const { savedPlans } = await import("../../../src/features/plans/plan-editor.tsx");
  expect(savedPlans.newest("p", stored).what).toBe("Porto for two");
});

// The twelve worked examples: the keyboard alone enters each, and a company's server and page read it exactly.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import bankFile from "../../examples/northbank/participation.json" with { type: "json" };
import type { PlanContent } from "../../src/core/plans/plan.ts";
import { DEFAULT_QUIET, DEFAULT_RULES, DEFAULT_TERMS } from "../../src/core/preferences/defaults.ts";
import type { ContactRule, DataTerms, Layer, Treatment } from "../../src/core/preferences/preference.ts";
import { summaryFor, type ViewInput, viewFor } from "../../src/core/sharing/view.ts";
import { encodeHeader } from "../../src/signal/header.ts";
import type { Sector } from "../../src/signal/sectors.ts";
import { CHANNELS, KINDS, PURPOSES } from "../../src/signal/vocabulary.ts";
import { LISBON } from "../support/data/worked-plans.ts";
import { BROWSERS } from "./support/browsers.ts";
import { allow, type Demo, dashboard, livePreferences, startDemo } from "./support/demo.ts";
import { launch, type Tab, type TestBrowser } from "./support/driver.ts";
import { type Keyboard, keyboard } from "./support/keyboard.ts";
import { rowsOf } from "./support/record.ts";
import { many } from "./support/states.ts";
import { until } from "./support/wait.ts";

const BANK = "northbank.localhost";
/** The examples are about next year, so that their days never pass. */
const NEXT = new Date().getFullYear() + 1;
const WEEKDAYS = ["mo", "tu", "we", "th", "fr"] as const;
const PARTS = { contact: true, treatment: true, support: true, terms: true, plans: true, feelings: false };

interface Example {
  name: string;
  rules?: ContactRule[];
  treatment?: Treatment;
  terms?: DataTerms;
}

const about = (label: string) => ({ label });

const EXAMPLES: Example[] = [
  {
    name: "1 bank: the account as an email digest, the mortgage by phone on weekday evenings, no offers",
    rules: [
      {
        kinds: "*",
        about: { label: "Current account", product: "current-account" },
        want: "yes",
        via: ["email"],
        digest: true,
      },
      {
        kinds: "*",
        about: { label: "Mortgage", product: "mortgage" },
        want: "yes",
        via: ["call"],
        when: [{ days: [...WEEKDAYS], from: "17:30", to: "19:30" }],
      },
      { kinds: ["offers"], want: "no" },
    ],
  },
  {
    name: "2 telecoms: no marketing calls, outages by text message only, price changes by email",
    rules: [
      { kinds: ["news", "offers", "partners"], want: "no", note: "Never call me to sell." },
      { kinds: ["service"], about: about("Outages"), want: "yes", via: ["sms"] },
      { kinds: ["changes"], want: "yes", via: ["email"] },
    ],
  },
  {
    name: "4 energy: large print, extra time, a helper, looked at again at the end of next year; saving tips by post",
    rules: [
      { kinds: ["advice"], about: about("Saving tips"), want: "yes", via: ["post"], limit: { max: 4, per: "year" } },
    ],
    treatment: {
      formats: ["large-print"],
      support: ["extra-time", "contact-my-helper"],
      supportUntil: `${NEXT}-12-31`,
    },
  },
  {
    name: "6 shop: offers for running shoes only, one a month until the end of February",
    rules: [
      {
        kinds: ["offers"],
        about: about("Running shoes"),
        want: "yes",
        limit: { max: 1, per: "month" },
        until: `${NEXT}-02-28`,
      },
      { kinds: ["offers"], want: "no" },
    ],
  },
  {
    name: "7 newspaper: one digest on Saturday morning",
    rules: [{ kinds: ["news"], want: "yes", digest: true, when: [{ days: ["sa"], from: "08:00", to: "11:00" }] }],
  },
  {
    name: "8 clinic: Polish then English, plain language, an interpreter; appointments by text message",
    rules: [{ kinds: ["service"], about: about("Appointments"), want: "yes", via: ["sms"] }],
    treatment: {
      languages: ["pl", "en"],
      formats: ["plain-language"],
      support: ["interpreter"],
      supportUntil: `${NEXT}-06`,
    },
  },
  {
    name: "9 insurer: the renewal by email and post, automated decisions ask first",
    rules: [{ kinds: ["changes"], about: about("Renewal"), want: "yes", via: ["email", "post"] }],
    terms: { purposes: { "automated-decisions": "ask" } },
  },
  {
    name: "11 charity: post twice a year, everything else no",
    rules: [
      { kinds: ["news"], want: "yes", via: ["post"], limit: { max: 2, per: "year" } },
      { kinds: "*", want: "no" },
    ],
  },
  {
    name: "12 software: everything snoozed to 5 January but security by email",
    rules: [
      { kinds: "*", want: "no", until: `${NEXT}-01-05` },
      { kinds: ["security"], want: "yes", via: ["email"] },
    ],
  },
];

type Written = PlanContent;

const PLANS: { name: string; sector?: Sector; plan: Written }[] = [
  {
    name: "3 airline: Lisbon for two in May, at most 500 pounds, one reply each by email, for travel companies",
    sector: "travel",
    plan: {
      ...LISBON,
      when: { earliest: `${NEXT}-05`, latest: `${NEXT}-05` },
      expires: `${NEXT}-05-31`,
      audience: { sector: "travel" },
    },
  },
  {
    name: "5 moving home, March to June, told to exactly three named companies, no replies",
    plan: {
      what: "Moving home",
      verb: "move",
      when: { earliest: `${NEXT}-03`, latest: `${NEXT}-06` },
      certainty: "decided",
      replies: "none",
      expires: `${NEXT}-06`,
      audience: { companies: [BANK, "water.example", "energy.example"] },
    },
  },
  {
    name: "10 a car, any company that may read plans, by inbox only",
    plan: {
      what: "A used estate car",
      verb: "buy",
      certainty: "likely",
      replies: "welcome",
      via: ["inbox"],
      expires: `${NEXT}-12-31`,
      audience: "any-participant-I-granted",
    },
  },
];

const REFUSED: readonly string[] = DEFAULT_RULES.flatMap(({ kinds, want }) => (want === "no" ? [...kinds] : []));

async function sayYes(page: Tab, keys: Keyboard): Promise<void> {
  await page.element("confirm-yes");
  await keys.press("confirm-yes");
}

interface Entered extends ContactRule {
  /** Kinds that only this rule opens, each after a question. */
  refused: readonly string[];
}

async function enterRule(page: Tab, keys: Keyboard, { refused, ...rule }: Entered): Promise<void> {
  await keys.press("add-rule");
  // Subjects come before the kinds: an arrow key passes every other subject, each of which would raise a question.
  if (rule.about !== undefined) {
    await keys.choose("rule-about", rule.about.product === undefined ? "own-words" : `product ${rule.about.product}`);
    if (rule.about.product === undefined) await keys.write("rule-subject", rule.about.label);
  }
  if (rule.kinds === "*") await keys.press("rule-kind-all", "Space");
  await keys.choose("rule-want", rule.want);
  if (rule.kinds !== "*") {
    await keys.press("rule-kind-all", "Space");
    for (const kind of rule.kinds) {
      await keys.toggle(`rule-kind-${kind}`);
      if (rule.want !== "no" && refused.includes(kind)) await sayYes(page, keys);
    }
  }
  for (const [index, channel] of (rule.via ?? []).entries()) await keys.choose(`rule-via-${index + 1}`, channel);
  if (rule.limit !== undefined) await keys.choose("rule-limit", `${rule.limit.max} ${rule.limit.per}`);
  for (const { days, from, to } of rule.when ?? []) {
    await keys.choose("rule-when", "own");
    for (const day of ["mo", "tu", "we", "th", "fr", "sa", "su"] as const)
      if (days.includes(day)) await keys.toggle(`rule-when-1-${day}`);
    for (const day of ["mo", "tu", "we", "th", "fr", "sa", "su"] as const)
      if (!days.includes(day)) await keys.toggle(`rule-when-1-${day}`, false);
    await keys.choose("rule-when-1-from", from);
    await keys.choose("rule-when-1-to", to);
  }
  if (rule.digest === true) await keys.toggle("rule-digest");
  if (rule.until !== undefined) {
    await keys.choose("rule-until", "own");
    await keys.date("rule-until", rule.until);
  }
  if (rule.note !== undefined) await keys.write("rule-note", rule.note);
  await keys.press("rule-done");
  // Closes once everything is saved. Before that, the company's document may already be right, but not the header.
  await page.waitFor(() => document.querySelector('[data-testid="rule-editor"]') === null);
}

/** Each added support need asks; the keyboard answers yes. */
async function support(page: Tab, keys: Keyboard, testId: string): Promise<void> {
  await keys.press(testId, "Space");
  await sayYes(page, keys);
  await page.waitFor(
    (id) => document.querySelector(`[data-testid="${id}"]`)?.getAttribute("aria-pressed") === "true",
    testId,
  );
}

async function enterTreatment(page: Tab, keys: Keyboard, treatment: Treatment): Promise<void> {
  const needs = [...(treatment.formats ?? []), ...(treatment.support ?? [])];
  if ((treatment.languages ?? []).length > 0) await keys.press("treatment-fold");
  if (needs.length > 0 || treatment.supportUntil !== undefined) await keys.press("support-fold");
  for (const tag of treatment.languages ?? []) await keys.toggle(`language-${tag}`);
  for (const one of treatment.formats ?? []) await support(page, keys, `format-${one}`);
  for (const one of treatment.support ?? []) await support(page, keys, `support-${one}`);
  if (treatment.supportUntil !== undefined) await keys.date("support-until", treatment.supportUntil);
}

async function enterTerms(keys: Keyboard, terms: DataTerms): Promise<void> {
  await keys.press("data-fold");
  await keys.press("terms-fold");
  for (const purpose of PURPOSES) {
    const want = terms.purposes?.[purpose];
    if (want !== undefined) await keys.choose(`purpose-${purpose}`, want);
  }
}

async function enterPlan(page: Tab, keys: Keyboard, plan: Written): Promise<void> {
  await keys.press("plan-add");
  await keys.choose("plan-verb", plan.verb);
  await keys.write("plan-what", plan.what);
  await keys.press("plan-more");
  if (plan.when?.earliest !== undefined) await keys.date("plan-earliest", plan.when.earliest);
  if (plan.when?.latest !== undefined) await keys.date("plan-latest", plan.when.latest);
  await keys.choose("plan-certainty", plan.certainty);
  if (plan.budget?.max !== undefined) {
    await keys.write("plan-budget-max", String(plan.budget.max));
    await keys.choose("plan-currency", plan.budget.currency);
  }
  if (plan.quantity !== undefined) await keys.write("plan-quantity", String(plan.quantity));
  await keys.choose("plan-replies", plan.replies);
  for (const [index, channel] of (plan.via ?? []).entries()) await keys.choose(`plan-via-${index + 1}`, channel);
  await keys.date("plan-expires", plan.expires);
  const { audience } = plan;
  if (audience === "any-participant-I-granted") await keys.choose("plan-audience", "any");
  else if (typeof audience === "object" && "sector" in audience) {
    await keys.choose("plan-audience", "sector");
    await keys.choose("plan-audience-sector", String(audience.sector));
  } else if (typeof audience === "object") {
    await keys.choose("plan-audience", "companies");
    for (const company of audience.companies as string[]) {
      if (company === BANK) {
        await keys.toggle(`plan-audience-company-${company}`);
      } else {
        await keys.write("plan-audience-other", company);
        await keys.press("plan-audience-add");
      }
    }
  }
  await keys.press("plan-save");
  await page.element("plan-row");
}

describe.each(BROWSERS)("the twelve worked examples by keyboard alone, in %s", (name) => {
  let demo: Demo;
  let browser: TestBrowser;
  let bank: Tab;
  let page: Tab;
  let keys: Keyboard;
  let languages: string[] = [];

  const open = async (route: string) => {
    await page?.close();
    page = await dashboard(browser, route);
    keys = keyboard(page);
  };

  beforeAll(async () => {
    demo = await startDemo();
    browser = await launch(name);
    bank = await browser.open(demo.bank());
    await allow(browser, bank);
    await bank.reload();
    const first = await until("the first preferences", () => livePreferences(bank));
    languages = first.treatment?.languages ?? [];
    await open(`companies/${BANK}/shared`);
    await keys.press("parts-fold");
    for (const part of ["support", "plans"]) {
      // Support needs may reveal health, so Firefox asks about that, too.
      const asks = part === "support" && name === "firefox";
      if (asks) await browser.permission("allow", "");
      await keys.toggle(`part-${part}`);
      if (asks) await browser.permissionAnswered();
    }
  });

  afterAll(async () => {
    await browser?.close();
    demo?.close();
  });

  /** The document that the company must read, derived from the written example, independently of the interface. */
  async function expected(example: Example, plans: Written[]) {
    // A page that was loaded again reads them a moment later.
    const timeZone = await until("the time zone", async () => (await livePreferences(bank))?.contact?.timeZone ?? null);
    const company: Layer = {
      rules: (example.rules ?? []).map((rule, index) => ({ ...rule, id: `rule-${index}` })),
      ...(example.treatment === undefined ? {} : { treatment: example.treatment }),
      ...(example.terms === undefined ? {} : { terms: example.terms }),
    };
    const input: ViewInput = {
      layers: {
        base: { rules: [...DEFAULT_RULES], quiet: DEFAULT_QUIET, terms: DEFAULT_TERMS, treatment: { languages } },
        company,
      },
      parts: PARTS,
      products: bankFile.products,
      plans: plans.map((plan) => ({ ...plan, id: "plan", status: "open" })),
      timeZone,
      on: new Date().toISOString().slice(0, 10),
    };
    const view = viewFor(input);
    return { view, header: encodeHeader(summaryFor(input, view)) };
  }

  async function expectRead(wanted: Awaited<ReturnType<typeof expected>>): Promise<void> {
    const read = async () => {
      const { issued: _issued, expires: _expires, ...view } = (await livePreferences(bank)) ?? {};
      return view;
    };
    await expect.poll(read).toEqual(wanted.view);
    // The page may get its event a moment before the browser has applied the rule.
    const header = async () => {
      await bank.reload();
      return demo.lastHeader();
    };
    await expect.poll(header).toBe(wanted.header);
  }

  /** A kind that is refused here but not in general asks. */
  async function reset(): Promise<void> {
    const isDone = () => document.querySelectorAll('[data-testid="rule"]').length === 0;
    await keys.press("reset-layer");
    await page.waitFor(
      () =>
        document.querySelector('[data-testid="confirm-yes"]') !== null ||
        document.querySelectorAll('[data-testid="rule"]').length === 0,
    );
    if ((await page.count("confirm-yes")) > 0) await keys.press("confirm-yes");
    await page.waitFor(isDone);
  }

  test.each(EXAMPLES)(
    "$name",
    async (example) => {
      await open(`companies/${BANK}/preferences`);
      // Removes the leftovers of the previous example.
      await reset();
      const refused = [...REFUSED];
      for (const rule of example.rules ?? []) {
        await enterRule(page, keys, { ...rule, refused });
        if (rule.kinds === "*" && rule.want === "no") refused.push(...KINDS);
      }
      if (example.treatment !== undefined) await enterTreatment(page, keys, example.treatment);
      if (example.terms !== undefined) await enterTerms(keys, example.terms);
      await expectRead(await expected(example, []));
    },
    240_000,
  );

  test.each(PLANS)(
    "$name",
    async ({ sector, plan }) => {
      await open(`companies/${BANK}/preferences`);
      await reset();
      await keys.choose("company-sector", sector ?? "bank");
      await open("plans");
      for (const left = await rowsOf(browser, "plans"); left.length > 0; left.pop()) {
        await many(page, "plan-row", left.length);
        await keys.press("plan-remove");
      }
      await many(page, "plan-row", 0);
      await enterPlan(page, keys, plan);
      await expectRead(await expected({ name: "plan" }, [plan]));
      await keys.press("plan-remove");
      await expectRead(await expected({ name: "removed" }, []));
    },
    240_000,
  );

  test("the controls offer every kind and channel", async () => {
    await open("preferences");
    await keys.press("add-rule");
    for (const kind of KINDS) await expect.poll(() => page.count(`rule-kind-${kind}`)).toBe(1);
    const offered = (testId: string) =>
      page.evaluate(
        (id) =>
          [...(document.querySelector<HTMLSelectElement>(`[data-testid="${id}"]`)?.options ?? [])].map(
            ({ value }) => value,
          ),
        testId,
      );
    await expect.poll(() => offered("rule-want")).toEqual(["yes", "ask", "no"]);
    await keys.choose("rule-want", "yes");
    await expect.poll(() => offered("rule-via-1")).toEqual(["", ...CHANNELS]);
  });
});

import { expect, test } from "vitest";
import { KINDS } from "../../../src/signal/vocabulary.ts";
import {
  contactDocument,
  DEFAULT_PURPOSES,
  DEFAULTS,
  granting,
  layer,
  QUIET,
  reads,
} from "../../support/data/profile.ts";

const WEEKDAYS = ["mo", "tu", "we", "th", "fr"] as const;

test("bank: the account as an email digest, the mortgage by phone on weekday evenings, no offers", () => {
  const mortgage = { label: "Mortgage", product: "mortgage" };
  const account = { label: "Current account", product: "current" };
  const evenings = [{ days: [...WEEKDAYS], from: "17:30", to: "19:30" }];
  const { view, header } = reads({
    products: [
      { id: "current", label: { en: "Current account", de: "Girokonto" } },
      { id: "mortgage", label: { en: "Mortgage", de: "Hypothek" } },
    ],
    company: layer([
      { kinds: ["service", "news"], about: account, want: "yes", via: ["email"], digest: true },
      // In German: the bank reads it under its own id.
      { kinds: ["service", "advice"], about: { label: "hypothek" }, want: "yes", via: ["call"], when: evenings },
      { kinds: ["offers"], want: "no" },
    ]),
  });
  expect(header).toBe(
    "v=1, yes=(security service support changes), ask=(advice research), no=(news offers partners), more",
  );
  expect(view).toEqual(
    contactDocument(
      DEFAULTS.security,
      DEFAULTS.service,
      DEFAULTS.changes,
      DEFAULTS.advice,
      DEFAULTS.marketing,
      { kinds: ["service", "news"], about: account, want: "yes", via: ["email"], digest: true },
      { kinds: ["service", "advice"], about: mortgage, want: "yes", via: ["call"], when: evenings },
    ),
  );
});

test("telecoms: no marketing calls, outages by text message only, price changes by email", () => {
  const outages = { label: "Outages" };
  const { view, header } = reads({
    company: layer([
      { kinds: ["news", "offers", "partners"], want: "no", note: "Never call me to sell." },
      { kinds: ["service"], about: outages, want: "yes", via: ["sms"], urgent: true },
      { kinds: ["changes"], want: "yes", via: ["email"] },
    ]),
  });
  expect(header).toBe(
    "v=1, yes=(security service support changes), ask=(advice research), no=(news offers partners), more",
  );
  expect(view).toEqual(
    contactDocument(
      DEFAULTS.security,
      DEFAULTS.service,
      { kinds: ["changes"], want: "yes", via: ["email"] },
      DEFAULTS.advice,
      { kinds: ["news", "offers", "partners"], want: "no", note: "Never call me to sell." },
      { kinds: ["service"], about: outages, want: "yes", via: ["sms"], urgent: true },
    ),
  );
});

test("energy: large print, extra time and a helper, disclosed only with the support part; saving tips by post, 4 a year", () => {
  const tips = { kinds: ["advice" as const], want: "yes" as const, via: ["post" as const] };
  const company = layer([{ ...tips, limit: { max: 4, per: "year" } }], {
    treatment: {
      formats: ["large-print"],
      support: ["extra-time", "contact-my-helper"],
      supportUntil: "2027-12-31",
    },
  });
  const { view, header } = reads({ company, parts: granting("contact", "support") });
  expect(header).toBe(
    "v=1, yes=(security service support changes advice), ask=(research), no=(news offers partners), more",
  );
  expect(view).toEqual({
    ...contactDocument(
      DEFAULTS.security,
      DEFAULTS.service,
      DEFAULTS.changes,
      { ...tips, limit: { max: 4, per: "year" } },
      DEFAULTS.marketing,
      { ...DEFAULTS.advice, kinds: ["research"] },
    ),
    treatment: { formats: ["large-print"], support: ["extra-time", "contact-my-helper"], supportUntil: "2027-12-31" },
  });
  expect(reads({ company, parts: granting("contact", "treatment") }).view.treatment).toBeUndefined();
});

test("shop: offers for running shoes only, one a month until the end of February", () => {
  const shoes = { label: "Running shoes" };
  const wish = { want: "yes" as const, limit: { max: 1, per: "month" as const }, until: "2027-02-28" };
  const company = layer([{ kinds: ["offers"], about: shoes, ...wish }]);
  const { view, header } = reads({ company });
  expect(header).toBe(
    "v=1, yes=(security service support changes), ask=(advice research), no=(news offers partners), more",
  );
  const { security, service, changes, advice, marketing } = DEFAULTS;
  const general = [security, service, changes, advice, marketing];
  expect(view).toEqual(contactDocument(...general, { kinds: ["offers"], about: shoes, ...wish }));
  expect(reads({ company, on: "2027-02-28" }).view.contact?.rules).toHaveLength(6);
  expect(reads({ company, on: "2027-03-01" }).view).toEqual(contactDocument(...general));
});

test("newspaper: one digest on Saturday morning", () => {
  const morning = [{ days: ["sa" as const], from: "08:00", to: "11:00" }];
  const digest = { want: "yes" as const, digest: true, limit: { max: 1, per: "week" as const }, when: morning };
  // A rule for everything would leave news refused, since the base layer refuses them by kind.
  const { view, header } = reads({ company: layer([{ kinds: [...KINDS], ...digest }]) });
  expect(header).toBe("v=1, yes=(security service support changes advice news offers research partners), more");
  expect(view).toEqual(
    contactDocument({
      kinds: ["security", "service", "support", "changes", "advice", "news", "offers", "research", "partners"],
      ...digest,
    }),
  );
});

test("clinic: Polish then English, plain language, an interpreter; appointments by text message", () => {
  const company = layer([{ kinds: ["service"], about: { label: "Appointments" }, want: "yes", via: ["sms"] }], {
    treatment: { languages: ["pl", "en"], formats: ["plain-language"], support: ["interpreter"] },
  });
  const { view, header } = reads({ company, parts: granting("contact", "treatment", "support") });
  expect(header).toBe(
    "v=1, yes=(security service support changes), ask=(advice research), no=(news offers partners), more",
  );
  expect(view.treatment).toEqual({ languages: ["pl", "en"], formats: ["plain-language"], support: ["interpreter"] });
  expect(view.contact?.rules.at(-1)).toEqual({
    kinds: ["service"],
    about: { label: "Appointments" },
    want: "yes",
    via: ["sms"],
  });
});

test("insurer: the renewal by email and post, automated decisions ask first", () => {
  const renewal = { label: "Renewal" };
  const { view, header } = reads({
    company: layer([{ kinds: ["service", "changes"], about: renewal, want: "yes", via: ["email", "post"] }], {
      terms: { purposes: { "automated-decisions": "ask" } },
    }),
    parts: granting("terms"),
  });
  expect(header).toBe("v=1, terms=SD-BASE-DP, more");
  expect(view).toEqual({
    cmr: "0.1",
    purposes: ["service", "security"],
    terms: {
      agreement: "SD-BASE-DP",
      alternative: "SD-BASE",
      keepFeedback: "P12M",
      purposes: { ...DEFAULT_PURPOSES, "automated-decisions": "ask" },
    },
  });
});

test("charity: post twice a year, everything else no", () => {
  const post = { kinds: ["news" as const], want: "yes" as const, via: ["post" as const] };
  const twice = { max: 2, per: "year" as const };
  const { view, header } = reads({
    company: layer([
      { ...post, limit: twice },
      { kinds: "*", want: "no" },
    ]),
  });
  expect(header).toBe("v=1, yes=(news), no=(security service support changes advice offers research partners), more");
  expect(view.contact).toEqual({
    rules: [
      { kinds: ["security", "service", "support", "changes", "advice", "offers", "research", "partners"], want: "no" },
      { ...post, limit: twice },
    ],
    quiet: QUIET,
    timeZone: "Europe/London",
  });
});

test("software: everything snoozed to 5 January except security by email; then it is as before", () => {
  const company = layer([
    { kinds: "*", want: "no", until: "2027-01-05" },
    { kinds: ["security"], want: "yes", via: ["email"] },
  ]);
  const { view, header } = reads({ company });
  const rest = ["service", "support", "changes", "advice", "news", "offers", "research", "partners"] as const;
  expect(header).toBe(`v=1, yes=(security), no=(${rest.join(" ")}), more`);
  const security = { kinds: ["security" as const], want: "yes" as const, via: ["email" as const] };
  expect(view).toEqual(contactDocument(security, { kinds: [...rest], want: "no", until: "2027-01-05" }));
  const { service, changes, advice, marketing } = DEFAULTS;
  expect(reads({ company, on: "2027-01-06" }).view).toEqual(
    contactDocument(security, service, changes, advice, marketing),
  );
});

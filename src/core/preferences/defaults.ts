// Default preferences, useful without a change. Stored as ordinary rows; no company reads them without a grant.

import type { TimeWindow } from "../../signal/time-window.ts";
import { DAYS, PURPOSES, type Purpose, type Want } from "../../signal/vocabulary.ts";
import type { ContactRule, DataTerms } from "./preference.ts";

export const DEFAULT_QUIET: TimeWindow[] = [{ days: [...DAYS], from: "21:00", to: "08:00" }];

/** Prefix of default rules' ids; no creation stamp begins with it. */
const SEEDED = "default-";
/** True for a default rule. */
export const isSeeded = (ruleId: string): boolean => ruleId.startsWith(SEEDED);

export const DEFAULT_RULES: readonly (ContactRule & { id: string })[] = [
  { id: "default-security", kinds: ["security"], want: "yes", via: ["push", "sms", "email", "call"], urgent: true },
  { id: "default-service", kinds: ["service", "support"], want: "yes", via: ["email", "inbox"] },
  { id: "default-changes", kinds: ["changes"], want: "yes", via: ["email", "post"] },
  { id: "default-advice", kinds: ["advice", "research"], want: "ask", limit: { max: 1, per: "month" } },
  { id: "default-marketing", kinds: ["news", "offers", "partners"], want: "no" },
];

const YES: readonly Purpose[] = ["service", "security"];
const ASK: readonly Purpose[] = ["improve", "personalise", "recommend", "research"];

const wantFor = (purpose: Purpose): Want => (YES.includes(purpose) ? "yes" : ASK.includes(purpose) ? "ask" : "no");

export const DEFAULT_TERMS: DataTerms = {
  agreement: "SD-BASE-DP",
  alternative: "SD-BASE",
  purposes: Object.fromEntries(PURPOSES.map((purpose) => [purpose, wantFor(purpose)])),
  keepFeedback: "P12M",
};

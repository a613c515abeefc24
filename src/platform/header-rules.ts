// The header rules the browser holds, made equal to what they should be. Main-frame requests to granted hosts only.
import { isGrantableHost } from "../core/company.ts";
import { Refusal } from "../core/error.ts";
import { isLoopback } from "../core/host.ts";
import { HEADER_MAX_BYTES } from "../core/signal/header.ts";
import { HEADER_NAME } from "../core/signal/vocabulary.ts";
import { browser, type DeclarativeNetRequest } from "./browser.ts";

type Rule = DeclarativeNetRequest.Rule;

/** Hosts by header value. */
export type HeaderPlan = ReadonlyMap<string, readonly string[]>;

/**
 * One rule a value (two where development hosts share it): rules match subdomains and any scheme, so the exact host
 * permission and the URL filter are what keep the header on https and on the granted host.
 */
export function rulesFor(plan: HeaderPlan): Rule[] {
  const rules: Rule[] = [];
  for (const [value, hosts] of [...plan].sort(([one], [other]) => (one < other ? -1 : 1))) {
    if (!/^[\x20-\x7e]+$/.test(value) || value.length > HEADER_MAX_BYTES) throw new Refusal("signal-invalid", value);
    const eligible = [...new Set(hosts)].filter(isGrantableHost).sort();
    const secure = eligible.filter((host) => !isLoopback(host));
    const loopback = eligible.filter(isLoopback);
    if (secure.length > 0) rules.push(headerRule(rules.length + 1, value, "|https://", secure));
    if (loopback.length > 0) rules.push(headerRule(rules.length + 1, value, "|http://", loopback));
  }
  return rules;
}

const headerRule = (id: number, value: string, urlFilter: string, requestDomains: string[]): Rule => ({
  id,
  priority: 1,
  condition: { urlFilter, requestDomains, resourceTypes: ["main_frame"] },
  action: { type: "modifyHeaders", requestHeaders: [{ header: HEADER_NAME, operation: "set", value }] },
});

/** Fingerprints of the rules that the browser holds, by their ids; null until they are read. */
let held: ReadonlyMap<number, string> | null = null;

/** The next update reads what the browser holds: nobody else changes the rules, but a start knows nothing of them. */
export const forgetHeaderRules = (): void => {
  held = null;
};

/** Idempotent: replaces only what differs, in one atomic update. Throws `signal-invalid` and keeps the old rules. */
export async function ensureHeaderRules(plan: HeaderPlan): Promise<void> {
  const rules = rulesFor(plan);
  const wanted = new Map(rules.map((rule) => [rule.id, fingerprint(rule)]));
  const before =
    held ??
    new Map((await browser.declarativeNetRequest.getDynamicRules()).map((rule) => [rule.id, fingerprint(rule)]));
  const stale = rules.filter(({ id }) => before.get(id) !== wanted.get(id));
  const surplus = [...before.keys()].filter((id) => !wanted.has(id));
  // Whatever becomes of the update: only one that succeeded is known.
  held = null;
  if (stale.length > 0 || surplus.length > 0) {
    await browser.declarativeNetRequest.updateDynamicRules({
      removeRuleIds: [...surplus, ...stale.map(({ id }) => id)],
      addRules: stale,
    });
  }
  held = wanted;
}

/** Browsers add members to the rules they hold: compare what we said. */
function fingerprint(rule: Rule): string {
  const { urlFilter, requestDomains = [], resourceTypes } = rule.condition;
  const value = rule.action.requestHeaders?.[0]?.value;
  return JSON.stringify([rule.id, urlFilter, resourceTypes, value, [...requestDomains].sort()]);
}

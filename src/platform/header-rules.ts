// The rules that tell granted hosts the preferences, made equal to what they should be. Main-frame requests only.
import { isGrantableHost } from "../core/company.ts";
import { Refusal } from "../core/error.ts";
import { isLoopback } from "../core/host.ts";
import { HEADER_MAX_BYTES } from "../core/signal/header.ts";
import { HEADER_NAME } from "../core/signal/vocabulary.ts";
import { ensureRules, type Rule } from "./dynamic-rules.ts";

export { forgetRules as forgetHeaderRules } from "./dynamic-rules.ts";

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

/** Idempotent: replaces only what differs, in one atomic update. Throws `signal-invalid` and keeps the old rules. */
export const ensureHeaderRules = async (plan: HeaderPlan): Promise<void> => ensureRules("preferences", rulesFor(plan));

// Header rules that send preferences to granted hosts, on main-frame requests only. Updates are idempotent.
import { Refusal } from "../../core/commands/errors.ts";
import { isGrantableHost } from "../../core/companies/company.ts";
import { HEADER_MAX_BYTES } from "../../signal/header.ts";
import { HEADER_NAME } from "../../signal/vocabulary.ts";
import { isLoopback } from "../../signal/web-address.ts";
import { eachOf } from "../each.ts";
import { ensureRules, forgetRules, type HeaderRule, RULES } from "./dynamic-rules.ts";

/** Clears the caches: the next update reads the browser's rules again. */
export const forgetHeaderRules = forgetRules;

/** Hosts by header value. */
export type HeaderPlan = ReadonlyMap<string, readonly string[]>;

/**
 * One rule for each header value and number of labels. `requestDomains` also matches subdomains, so the URL filter
 * admits only hosts with exactly that many labels; of these, only the named host matches.
 */
export function rulesFor(plan: HeaderPlan, firstId: number = RULES.preferences.ids[0]): HeaderRule[] {
  const rules: HeaderRule[] = [];
  for (const [value, hosts] of [...plan].sort(([one], [other]) => (one < other ? -1 : 1))) {
    if (!isHeaderValue(value)) continue;
    for (const group of byFilter(hosts)) rules.push(headerRule(firstId + rules.length, value, group));
  }
  return rules;
}

const isHeaderValue = (value: string): boolean => /^[\x20-\x7e]+$/.test(value) && value.length <= HEADER_MAX_BYTES;

type HostGroup = [filter: string, hosts: string[]];

/** Cache by identity of the list: most edits change the header value of the same thousands of hosts. */
const groupsByList = new WeakMap<readonly string[], HostGroup[]>();

function byFilter(hosts: readonly string[]): HostGroup[] {
  const known = groupsByList.get(hosts) ?? groupHosts(hosts);
  groupsByList.set(hosts, known);
  return known;
}

/** Hosts by URL filter, sorted, so that a further host changes as few rules as possible. */
function groupHosts(hosts: readonly string[]): HostGroup[] {
  const groups = new Map<string, string[]>();
  for (const host of [...new Set(hosts)].sort()) {
    if (!isGrantableHost(host)) continue;
    const filter = filterFor(host);
    const group = groups.get(filter);
    if (group === undefined) groups.set(filter, [host]);
    else group.push(host);
  }
  return [...groups].sort(([one], [other]) => (one < other ? -1 : 1));
}

/** Chromium allows a compiled expression 2 KB, about fifteen labels, and refuses the whole update for a larger one. */
const MOST_LABELS = 8;

/**
 * URL filter for hosts with this number of labels, followed by the path: no trailing dot, user name or port (URLs omit
 * that of https), but any port on loopback names. A host with many labels or with an underscore gets a filter of its
 * own.
 */
function filterFor(host: string): string {
  const [scheme, port, end] = isLoopback(host) ? ["http", "(?::\\d+)?/", "^"] : ["https", "/", "/"];
  const labels = host.split(".").length;
  if (labels > MOST_LABELS || host.includes("_")) return `|${scheme}://${host}${end}`;
  return `^${scheme}://(?:[a-z0-9-]+\\.){${labels - 1}}[a-z0-9-]+${port}`;
}

const headerRule = (id: number, value: string, [filter, requestDomains]: HostGroup): HeaderRule => ({
  id,
  priority: 1,
  condition: {
    ...(filter.startsWith("^") ? { regexFilter: filter } : { urlFilter: filter }),
    requestDomains,
    resourceTypes: ["main_frame"],
  },
  action: { type: "modifyHeaders", requestHeaders: [{ header: HEADER_NAME, operation: "set", value }] },
});

/**
 * Idempotent: replaces only changed rules, in one atomic update of each plan. Rules of `lasting` survive a restart of
 * the browser. `ending` has texts that end without an act of the user: the browser drops their rules when it closes,
 * and its next start makes those that still apply. A value that no header can contain is never written: its hosts get
 * none, all others get theirs, and then this throws `signal-invalid`. A failure of one plan does not stop the other.
 */
export async function ensureHeaderRules(lasting: HeaderPlan, ending: HeaderPlan = new Map()): Promise<void> {
  await eachOf([
    () => ensureRules("preferences", rulesFor(lasting)),
    () => ensureRules("ending", rulesFor(ending, RULES.ending.ids[0])),
  ]);
  const invalid = [...lasting.keys(), ...ending.keys()].find((value) => !isHeaderValue(value));
  if (invalid !== undefined) throw new Refusal("signal-invalid", invalid);
}

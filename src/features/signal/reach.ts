// Whom the signal reaches: live grants on hosts that the browser permits, in groups of companies that are told the same.
// Worked out once for thousands of edits that change only what is told: then an edit costs as much as it has groups.
import { encodeHeader } from "../../core/signal/header.ts";
import { summaryFor, viewFor } from "../../core/view.ts";
import { instantNow } from "../../platform/clock.ts";
import type { HostCoverage } from "../../platform/permissions.ts";
import { likenessOf, viewInputOf } from "./company-input.ts";
import { type Group, liveGrants, type Reach, type SignalIndex } from "./signal-index.ts";

/**
 * Kept with the index, which drops it with whatever puts a company into another group. A new day does not: what begins or
 * ends with it does so for a whole group. To be used in the same turn: a write in between may part a group.
 */
export function reachOf(index: SignalIndex, covers: HostCoverage): Reach {
  const kept = index.reach;
  if (kept?.covers === covers && (kept.ends === null || kept.ends > instantNow())) return kept;
  const granted = liveGrants(index);
  const groups = new Map<string, Group>();
  for (const grant of granted) {
    const hosts = grant.hosts.filter(covers);
    if (hosts.length === 0) continue;
    const likeness = likenessOf(index, grant);
    const group = groups.get(likeness);
    if (group === undefined) groups.set(likeness, { grant, hosts });
    else group.hosts.push(...hosts);
  }
  const all = [...groups.values()];
  const hosts = all.flatMap((group) => group.hosts);
  const [first = null] = granted.flatMap(({ until }) => until ?? []).sort();
  index.reach = { hosts, permitted: new Set(hosts), groups: all, ends: first, covers };
  return index.reach;
}

/** Hosts by header value. A group that alone has its value keeps its list: who has seen the list knows it again. */
export function headerPlan(index: SignalIndex, { groups }: Reach): Map<string, readonly string[]> {
  const lists = new Map<string, (readonly string[])[]>();
  for (const { grant, hosts } of groups) {
    const input = viewInputOf(index, grant);
    const value = encodeHeader(summaryFor(input, viewFor(input)));
    if (value === null) continue;
    const sharing = lists.get(value);
    if (sharing === undefined) lists.set(value, [hosts]);
    else sharing.push(hosts);
  }
  const whole = ([first = [], ...more]: (readonly string[])[]) => (more.length === 0 ? first : [first, ...more].flat());
  return new Map([...lists].map(([value, sharing]) => [value, whole(sharing)]));
}

// Audience of the signal: live grants on permitted hosts, grouped by equal views. Grouping is cached, so editing a general
// preference computes one header per group, not one per company.
import { companyOf } from "../../core/companies/company.ts";
import { dataOfParts } from "../../core/sharing/data-kinds.ts";
import { endOf, type Grant } from "../../core/sharing/grant.ts";
import { summaryFor, viewFor } from "../../core/sharing/view.ts";
import { nextViewChange } from "../../core/sharing/view-change.ts";
import type { HeaderPlan } from "../../platform/browser/header-rules.ts";
import type { HostCoverage } from "../../platform/browser/permissions.ts";
import { clock } from "../../platform/clock.ts";
import { encodeHeader } from "../../signal/header.ts";
import { type Audience, type AudienceGroup, liveGrants, type SignalIndex } from "./signal-index.ts";
import { viewInputOf, viewKey } from "./view-input.ts";

/**
 * Cached on the index and cleared by any write that can move a company to another group. A new day cannot: rules start and
 * end for whole groups. Do not await between calling this and using the result: a write may split a group.
 */
export function audienceOf(index: SignalIndex, covers: HostCoverage): Audience {
  const kept = index.audience;
  if (kept?.covers === covers && kept.ends > clock.now()) return kept;
  const groups = new Map<string, AudienceGroup>();
  let ends = Number.POSITIVE_INFINITY;
  for (const grant of liveGrants(index)) {
    const end = endOf(grant);
    ends = Math.min(ends, end);
    const hosts = ownHosts(grant).filter((host) => covers(host, dataOfParts(grant.parts)));
    if (hosts.length === 0) continue;
    const likeness = viewKey(index, grant);
    const group = groups.get(likeness) ?? { grant, hosts: { lasting: [], ending: [] } };
    groups.set(likeness, group);
    (end === Number.POSITIVE_INFINITY ? group.hosts.lasting : group.hosts.ending).push(...hosts);
  }
  const all = [...groups.values()];
  const lasting = all.flatMap(({ hosts }) => hosts.lasting);
  const ending = all.flatMap(({ hosts }) => hosts.ending);
  index.audience = {
    hosts: { lasting, ending },
    permitted: new Set([...lasting, ...ending]),
    groups: all,
    ends,
    covers,
  };
  return index.audience;
}

const own = new WeakMap<Grant, readonly string[]>();

/** Hosts of the grant that belong to its company; ignores any others in its row. */
function ownHosts(grant: Grant): readonly string[] {
  const known = own.get(grant) ?? grant.hosts.filter((host) => companyOf(host) === grant.id);
  own.set(grant, known);
  return known;
}

interface Plans {
  lasting: HeaderPlan;
  ending: HeaderPlan;
  /** Next local date on which any company's view changes; null if there is none. */
  changes: string | null;
  fault: unknown;
}

type Lists = Map<string, (readonly string[])[]>;

/**
 * Header value of each group, with its hosts. `ending` rules last for the browser session only: those of grants with an
 * end, and of views that change on a later date. A group whose view throws gets no header, and `fault` is the error.
 */
export function headerPlans(index: SignalIndex, { groups }: Audience): Plans {
  const [lasting, ending]: [Lists, Lists] = [new Map(), new Map()];
  let fault: unknown = null;
  const dates: string[] = [];
  for (const { grant, hosts } of groups) {
    try {
      const input = viewInputOf(index, grant);
      const value = encodeHeader(summaryFor(input, viewFor(input)));
      const date = nextViewChange(input);
      if (date !== null) dates.push(date);
      if (value === null) continue;
      put(date === null ? lasting : ending, value, hosts.lasting);
      put(ending, value, hosts.ending);
    } catch (error) {
      fault ??= error;
    }
  }
  return { lasting: whole(lasting), ending: whole(ending), changes: dates.sort()[0] ?? null, fault };
}

function put(lists: Lists, value: string, hosts: readonly string[]): void {
  if (hosts.length === 0) return;
  const sharing = lists.get(value);
  if (sharing === undefined) lists.set(value, [hosts]);
  else sharing.push(hosts);
}

/** A single list keeps its identity, so that header-rules.ts can skip unchanged rules by comparing references. */
const whole = (lists: Lists): Map<string, readonly string[]> =>
  new Map(
    [...lists].map(([value, [first = [], ...more]]) => [value, more.length === 0 ? first : [first, ...more].flat()]),
  );

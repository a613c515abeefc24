// Rules of declarativeNetRequest, as strict as real browsers: an update is atomic, or refused without a change.

import type { Model } from "./fake-permissions.ts";
import { re2Fault } from "./re2-subset.ts";

export interface HeldRule {
  id: number;
  priority?: number;
  condition: {
    urlFilter?: string;
    regexFilter?: string;
    requestDomains?: string[];
    excludedRequestDomains?: string[];
    excludedInitiatorDomains?: string[];
    resourceTypes?: string[];
  };
  action: { type: string; requestHeaders?: { header: string; operation: string; value?: string }[] };
}

interface Update {
  removeRuleIds?: number[];
  addRules?: HeldRule[];
}

export const MOST_RULES = 5000;
/** Limit of rules with a regular expression among them. */
export const MOST_REGEX_RULES = 1000;

/** Chromium's resource types. It refuses a whole update for an unknown one. */
export const RESOURCE_TYPES = [
  "main_frame",
  "sub_frame",
  "stylesheet",
  "script",
  "image",
  "font",
  "object",
  "xmlhttprequest",
  "ping",
  "csp_report",
  "media",
  "websocket",
  "webtransport",
  "webbundle",
  "other",
];

type Store = "dynamic" | "session";

/** Resource types that only Firefox knows. */
export const FIREFOX_TYPES = [
  "beacon",
  "imageset",
  "json",
  "object_subrequest",
  "speculative",
  "web_manifest",
  "xml_dtd",
  "xslt",
];

export class FakeHeaderRules {
  /** `dynamic` outlives the browser, `session` does not. */
  readonly stores: Record<Store, HeldRule[]> = { dynamic: [], session: [] };
  updates = 0;
  /** Refuses the next update, like a browser that is out of memory or disk. */
  refuseNext = false;

  constructor(private readonly model: Model = "chromium") {}

  /** All rules in force. */
  get held(): HeldRule[] {
    return [...this.stores.dynamic, ...this.stores.session];
  }

  /** Rules that an older version left behind. */
  set held(rules: HeldRule[]) {
    Object.assign(this.stores, { dynamic: rules, session: [] });
  }

  /** Newest first, with an additional member, since browsers promise no order and normalise stored rules. */
  get(store: Store = "dynamic"): HeldRule[] {
    const normal = (rule: HeldRule) => ({
      ...rule,
      condition: { ...rule.condition, isUrlFilterCaseSensitive: false },
    });
    return structuredClone(this.stores[store].map(normal).reverse());
  }

  update({ removeRuleIds = [], addRules = [] }: Update, store: Store = "dynamic"): void {
    if (this.refuseNext) {
      this.refuseNext = false;
      throw new Error("Internal error while updating dynamic rules.");
    }
    const kept = this.stores[store].filter(({ id }) => !removeRuleIds.includes(id));
    const ids = new Set(kept.map(({ id }) => id));
    for (const rule of addRules) {
      const fault = ids.has(rule.id) ? "does not have a unique ID" : faultOf(rule, this.model);
      if (fault !== null) throw new Error(`Rule with id ${rule.id} ${fault}.`);
      ids.add(rule.id);
    }
    const all = [...kept, ...structuredClone(addRules)];
    if (all.length > MOST_RULES) throw new Error("Dynamic unsafe rule count exceeded.");
    if (all.filter(({ condition }) => condition.regexFilter !== undefined).length > MOST_REGEX_RULES)
      throw new Error("Dynamic rule count for regex rules exceeded.");
    this.stores[store] = all;
    this.updates++;
  }
}

function faultOf({ id, condition, action }: HeldRule, model: Model): string | null {
  if (!Number.isInteger(id) || id < 1) return "has an ID below 1";
  if (/[^\x20-\x7e]/.test(JSON.stringify([condition, action]))) return "has non-ascii characters";
  const { urlFilter, regexFilter } = condition;
  if (urlFilter !== undefined && regexFilter !== undefined) return "can only have one of urlFilter and regexFilter";
  if (urlFilter === "" || urlFilter?.startsWith("||*")) return "has an invalid urlFilter";
  const regexFault = regexFilter === undefined ? null : re2Fault(regexFilter);
  if (regexFault !== null) return `has a regexFilter that ${regexFault}`;
  if (condition.requestDomains?.length === 0) return "has an empty requestDomains";
  const { resourceTypes = [] } = condition;
  if (condition.resourceTypes?.length === 0) return "has empty resourceTypes";
  const known = model === "firefox" ? [...RESOURCE_TYPES, ...FIREFOX_TYPES] : RESOURCE_TYPES;
  if (resourceTypes.some((type) => !known.includes(type))) return "has an unknown resource type";
  if (new Set(resourceTypes).size < resourceTypes.length) return "names a resource type twice";
  for (const list of ["requestDomains", "excludedRequestDomains", "excludedInitiatorDomains"] as const)
    if (condition[list]?.some((host) => host !== host.toLowerCase())) return `has an invalid ${list}`;
  for (const { operation, value } of action.requestHeaders ?? []) {
    if (operation === "set" && (value === undefined || value === "")) return "must provide a header value";
  }
  return null;
}

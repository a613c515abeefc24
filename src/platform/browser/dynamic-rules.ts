// Declarative Net Request rules in the browser. Each owner changes rules of its own id range only.
import { makeSerialQueue } from "../serial-queue.ts";
import { browser, type DeclarativeNetRequest } from "./browser.ts";

export type HeaderRule = DeclarativeNetRequest.Rule;

/** Dynamic rules survive a restart of the browser; session rules do not. */
type Store = "dynamic" | "session";

interface Owned {
  store: Store;
  /** First and last id. The ranges are far larger than needed, so that none overlaps another. */
  ids: readonly [number, number];
}

export const RULES = {
  preferences: { store: "dynamic", ids: [1, 999_999] },
  gpc: { store: "dynamic", ids: [1_000_000, 1_000_099] },
  ending: { store: "session", ids: [2_000_000, 2_999_999] },
  own: { store: "session", ids: [3_000_000, 3_000_009] },
} as const satisfies Record<string, Owned>;
export type RuleOwner = keyof typeof RULES;

const owns = ({ ids: [first, last] }: Owned, id: number): boolean => id >= first && id <= last;

/**
 * Cache of the fingerprints of the browser's rules, by id. Absent for a store that has not been read, and after a
 * failed update.
 */
const known = new Map<Store, ReadonlyMap<number, string>>();

const enqueue = makeSerialQueue();

/** Clears the cache: the next update reads the browser's rules again. */
export const forgetRules = (): void => known.clear();

/**
 * Idempotent: replaces only this owner's changed rules, in one atomic update. Updates run one at a time, since all
 * owners share the cached state of a store. If the browser refuses an update, removes every rule that differs, then
 * throws.
 */
export const ensureRules = (owner: RuleOwner, rules: readonly HeaderRule[]): Promise<void> =>
  enqueue(() => update(RULES[owner], rules));

async function update(owned: Owned, rules: readonly HeaderRule[]): Promise<void> {
  const { store } = owned;
  const before = known.get(store) ?? (await readRules(store));
  const wanted = new Map(rules.map((rule) => [rule.id, fingerprint(rule)]));
  const addRules = rules.filter(({ id }) => before.get(id) !== wanted.get(id));
  const removeRuleIds = [...before.keys()].filter((id) => owns(owned, id) && before.get(id) !== wanted.get(id));
  // If the update fails, the state of the browser is unknown.
  known.delete(store);
  if (addRules.length > 0 || removeRuleIds.length > 0) {
    try {
      await change(store, { removeRuleIds, addRules });
    } catch (error) {
      if (removeRuleIds.length > 0) await change(store, { removeRuleIds, addRules: [] });
      throw error;
    }
  }
  known.set(store, new Map([...[...before].filter(([id]) => !owns(owned, id)), ...wanted]));
}

const change = (store: Store, rules: DeclarativeNetRequest.UpdateDynamicRulesOptionsType): Promise<void> =>
  store === "session"
    ? browser.declarativeNetRequest.updateSessionRules(rules)
    : browser.declarativeNetRequest.updateDynamicRules(rules);

async function readRules(store: Store): Promise<ReadonlyMap<number, string>> {
  const { declarativeNetRequest: rules } = browser;
  const read = store === "session" ? rules.getSessionRules() : rules.getDynamicRules();
  return new Map((await read).map((rule) => [rule.id, fingerprint(rule)]));
}

/** Only the members that we set, sorted: browsers add members to stored rules and reorder lists. */
function fingerprint({ id, condition, action }: HeaderRule): string {
  const { urlFilter, regexFilter, requestDomains, excludedRequestDomains, excludedInitiatorDomains, resourceTypes } =
    condition;
  const lists = [requestDomains, excludedRequestDomains, excludedInitiatorDomains, resourceTypes];
  const headers = (action.requestHeaders ?? []).map(({ header, value }) => [header.toLowerCase(), value]);
  return JSON.stringify([id, urlFilter, regexFilter, headers, lists.map((list) => sorted(list ?? []))]);
}

/** Cached by identity of the list: sorting thousands of hosts takes longer than replacing their rule. */
const sortedTexts = new WeakMap<readonly string[], string>();

function sorted(list: readonly string[]): string {
  const text = sortedTexts.get(list) ?? [...list].sort().join(" ");
  sortedTexts.set(list, text);
  return text;
}

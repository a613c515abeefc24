// The dynamic rules that the browser holds. Each owner makes those of its own range of ids so, and touches no other's.
import { browser, type DeclarativeNetRequest } from "./browser.ts";

export type Rule = DeclarativeNetRequest.Rule;

/** First and last id of each owner, far apart: one that grows must never reach another's. */
export const RULE_IDS = {
  preferences: [1, 999_999],
  gpc: [1_000_000, 1_000_099],
} as const;
export type RuleOwner = keyof typeof RULE_IDS;

const owns = (owner: RuleOwner, id: number): boolean => id >= RULE_IDS[owner][0] && id <= RULE_IDS[owner][1];

/** Fingerprints of the rules that the browser holds, by their ids; null until they are read. */
let held: ReadonlyMap<number, string> | null = null;
let running: Promise<void> = Promise.resolve();

/** The next update reads what the browser holds: nobody else changes the rules, but a start knows nothing of them. */
export const forgetRules = (): void => {
  held = null;
};

/**
 * Idempotent: replaces only what differs of this owner's rules, in one atomic update. One update at a time: what is
 * known of the rules is known of all owners' together.
 */
export function ensureRules(owner: RuleOwner, rules: readonly Rule[]): Promise<void> {
  const turn = running.then(() => update(owner, rules));
  running = turn.catch(() => {});
  return turn;
}

async function update(owner: RuleOwner, rules: readonly Rule[]): Promise<void> {
  const before = held ?? (await readRules());
  const wanted = new Map(rules.map((rule) => [rule.id, fingerprint(rule)]));
  const stale = rules.filter(({ id }) => before.get(id) !== wanted.get(id));
  const surplus = [...before.keys()].filter((id) => owns(owner, id) && !wanted.has(id));
  // Whatever becomes of the update: only one that succeeded is known.
  held = null;
  if (stale.length > 0 || surplus.length > 0) {
    await browser.declarativeNetRequest.updateDynamicRules({
      removeRuleIds: [...surplus, ...stale.map(({ id }) => id)],
      addRules: stale,
    });
  }
  held = new Map([...[...before].filter(([id]) => !owns(owner, id)), ...wanted]);
}

const readRules = async (): Promise<ReadonlyMap<number, string>> =>
  new Map((await browser.declarativeNetRequest.getDynamicRules()).map((rule) => [rule.id, fingerprint(rule)]));

/** Browsers add members to the rules they hold, and sort what we did not: compare what we said. */
function fingerprint({ id, condition, action }: Rule): string {
  const { urlFilter, regexFilter, requestDomains, excludedRequestDomains, excludedInitiatorDomains, resourceTypes } =
    condition;
  const lists = [requestDomains, excludedRequestDomains, excludedInitiatorDomains, resourceTypes];
  const headers = (action.requestHeaders ?? []).map(({ header, value }) => [header.toLowerCase(), value]);
  return JSON.stringify([id, urlFilter, regexFilter, headers, lists.map((list) => sorted(list ?? []))]);
}

/** By the list that was given, as text: sorting thousands of hosts takes longer than replacing their rule. */
const texts = new WeakMap<readonly string[], string>();

function sorted(list: readonly string[]): string {
  const known = texts.get(list) ?? [...list].sort().join(" ");
  texts.set(list, known);
  return known;
}

// Host permissions: match patterns held, exact or wide, and the two events about them.

export class FakePermissions {
  readonly held = new Set<string>();
  /** How the user answers the browser's question; null: it stays open. */
  answer: boolean | null = true;
  /** Asking without a click is refused by both browsers. */
  inClick = false;
  asked: string[][] = [];

  contains(origins: readonly string[]): boolean {
    return origins.every((origin) => [...this.held].some((pattern) => covers(pattern, origin)));
  }

  /** True when something was added. */
  add(origins: readonly string[]): boolean {
    const fresh = origins.filter((origin) => !this.held.has(origin));
    for (const origin of fresh) this.held.add(origin);
    return fresh.length > 0;
  }

  /** Only what is held to the letter can be taken away. */
  remove(origins: readonly string[]): boolean {
    return origins.filter((origin) => this.held.delete(origin)).length > 0;
  }
}

/** Whether a held pattern permits another pattern of one host. */
export function covers(held: string, wanted: string): boolean {
  if (held === wanted || held === "<all_urls>") return true;
  const [heldScheme, heldHost] = parts(held);
  const [scheme, host] = parts(wanted);
  if (heldScheme !== "*" && heldScheme !== scheme) return false;
  if (heldHost === "*") return true;
  if (!heldHost.startsWith("*.")) return heldHost === host;
  return host === heldHost.slice(2) || host.endsWith(heldHost.slice(1));
}

function parts(pattern: string): [string, string] {
  const [, scheme = "", host = ""] = /^([^:]+):\/\/([^/]+)\/\*$/.exec(pattern) ?? [];
  if (host === "") throw new Error(`Invalid value for origin pattern ${pattern}`);
  return [scheme, host];
}

// Host permissions of each browser: granted match patterns, exact or wide, and their two events.
// tests/fixtures/permissions-*.json has recordings of the real ones.
import { DATA_KINDS } from "../../../src/core/sharing/data-kinds.ts";

export type Model = "chromium" | "firefox";

export class FakePermissions {
  readonly held = new Set<string>();
  /** Patterns that Chromium has ever been granted: it asks for each only once. */
  private readonly remembered = new Set<string>();
  /** The user's answer to the browser's question. Null leaves it open. */
  answer: boolean | null = true;
  /** Both browsers refuse a request without a click. */
  inClick = false;
  asked: string[][] = [];
  /** Kinds of data that the user agreed to, by default all. Null: a browser without such kinds. */
  data: Set<string> | null;

  constructor(readonly model: Model = "chromium") {
    this.data = model === "firefox" ? new Set(DATA_KINDS) : null;
  }

  contains(origins: readonly string[]): boolean {
    return origins.every((origin) => [...this.held].some((pattern) => covers(pattern, origin)));
  }

  /**
   * Origins that a request for these would add: all that are not granted as such. Firefox adds none if it asks
   * nothing, neither about data (`asks`) nor about an origin.
   */
  missing(origins: readonly string[], asks = false): string[] {
    if (this.model === "firefox" && !asks && this.contains(origins)) return [];
    return origins.filter((origin) => !this.held.has(origin));
  }

  /** True if the browser asks the user for these origins. */
  asks(origins: readonly string[]): boolean {
    const known = this.model === "firefox" ? this.held : new Set([...this.held, ...this.remembered]);
    return this.missing(origins).some((origin) => ![...known].some((pattern) => covers(pattern, origin)));
  }

  /** Kinds of data that a request for these would add. */
  missingData(kinds: readonly string[]): string[] {
    return kinds.filter((kind) => this.data !== null && !this.data.has(kind));
  }

  /** Agrees to kinds of data and returns the new ones. */
  agree(kinds: readonly string[]): string[] {
    const fresh = this.missingData(kinds);
    for (const kind of fresh) this.data?.add(kind);
    return fresh;
  }

  /** Withdraws the agreement and returns the kinds that had it. */
  disagree(kinds: readonly string[]): string[] {
    return kinds.filter((kind) => this.data?.delete(kind) === true);
  }

  /** Adds patterns and returns the new ones. */
  add(origins: readonly string[]): string[] {
    const fresh = origins.filter((origin) => !this.held.has(origin));
    for (const origin of fresh) {
      this.held.add(origin);
      this.remembered.add(origin);
    }
    return fresh;
  }

  /**
   * Removes patterns and returns the removed ones. Chromium also removes every pattern within a removed one, Firefox
   * only those named.
   */
  remove(origins: readonly string[]): string[] {
    const gone = [...this.held].filter((held) =>
      this.model === "firefox" ? origins.includes(held) : origins.some((origin) => covers(origin, held)),
    );
    for (const origin of gone) this.held.delete(origin);
    return gone;
  }
}

/** True if a granted pattern permits another pattern of one host. */
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

// Heads that did not open. Each is tried again after ever more syncs, and only a few in one sync: a place may list
// thousands of them for ever.
import type { Engine } from "./engine.ts";
import type { Head } from "./head.ts";
import type { LocalStore, RefusedHead } from "./local-store.ts";
import { headPath } from "./names.ts";
import { openHead } from "./reading.ts";
import type { BadFile, VaultFaultCode } from "./vault-codec.ts";

/** Limit for one sync; the others wait for the next one. */
export const MOST_REFUSALS = 50;
/** Limit of remembered heads. More of them cost at most `MOST_REFUSALS` requests a sync. */
export const MOST_REMEMBERED = 1000;
/** About as many as the syncs of a day. */
const LONGEST_WAIT = 96;

export class RefusedHeads {
  private readonly known: Map<string, RefusedHead>;
  private readonly waiting = new Set<string>();
  private refusals = 0;
  private isChanged = false;

  constructor(
    private readonly engine: Engine,
    known: readonly RefusedHead[],
  ) {
    this.known = new Map(known.map((head) => [head.name, head]));
  }

  static async read(engine: Engine): Promise<RefusedHeads> {
    return new RefusedHeads(engine, await engine.local.readRefused());
  }

  /** Null if the head is missing, does not open (and is then reported in `badFiles`), or is not tried in this sync. */
  async open(name: string, badFiles: BadFile[]): Promise<Head | null> {
    const known = this.known.get(name);
    if (known !== undefined && known.wait > 0) {
      badFiles.push({ file: headPath(name), code: known.code });
      this.waiting.add(name);
      return null;
    }
    if (this.refusals >= MOST_REFUSALS) return null;
    const bad: BadFile[] = [];
    const head = await openHead(this.engine, name, bad);
    badFiles.push(...bad);
    const [fault] = bad;
    if (fault === undefined) this.forget(name);
    // A newer one opens after the update, and only a holder of the key can write it.
    else if (fault.code !== "newer") this.note(name, fault.code);
    return head;
  }

  private note(name: string, code: VaultFaultCode): void {
    this.refusals++;
    const tries = (this.known.get(name)?.tries ?? 0) + 1;
    this.isChanged = true;
    // At first it may be a torn download, so the next sync tries again.
    this.known.set(name, { name, code, tries, wait: Math.min(2 ** Math.min(tries - 1, 10) - 1, LONGEST_WAIT) });
  }

  private forget(name: string): void {
    if (this.known.delete(name)) this.isChanged = true;
  }

  /** Stores what this sync found. Forgets heads that are not listed any more. */
  async write(local: LocalStore, listed: readonly string[]): Promise<void> {
    const names = new Set(listed);
    const left = [...this.known.values()].filter(({ name }) => names.has(name));
    if (!this.isChanged && this.waiting.size === 0 && left.length === this.known.size) return;
    const later = left.map((head) => (this.waiting.has(head.name) ? { ...head, wait: head.wait - 1 } : head));
    await local.writeRefused(later.slice(0, MOST_REMEMBERED));
  }
}

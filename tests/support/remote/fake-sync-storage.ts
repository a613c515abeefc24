// `storage.sync` with the quotas of Chromium, and its error messages.
import { SYNC_LIMITS } from "../../../src/platform/remote/browser-place.ts";

const sizeOf = (key: string, value: unknown): number =>
  Buffer.byteLength(key) + Buffer.byteLength(JSON.stringify(value));

export class FakeSyncStorage {
  items = new Map<string, unknown>();
  /** Writes left in this minute. */
  writesLeft = Number.POSITIVE_INFINITY;

  get = async (_keys: null): Promise<Record<string, unknown>> => structuredClone(Object.fromEntries(this.items));

  set = async (values: Record<string, unknown>): Promise<void> => {
    this.spend();
    const after = new Map([...this.items, ...Object.entries(values)]);
    const sizes = [...after].map(([key, value]) => sizeOf(key, value));
    if (sizes.some((size) => size > SYNC_LIMITS.itemBytes)) throw new Error("QUOTA_BYTES_PER_ITEM quota exceeded");
    if (after.size > SYNC_LIMITS.items) throw new Error("MAX_ITEMS quota exceeded");
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
    if (bytes > SYNC_LIMITS.bytes) throw new Error("QUOTA_BYTES quota exceeded");
    this.items = structuredClone(after);
  };

  remove = async (keys: string[]): Promise<void> => {
    this.spend();
    for (const key of keys) this.items.delete(key);
  };

  private spend(): void {
    if (--this.writesLeft < 0) throw new Error("This request exceeds the MAX_WRITE_OPERATIONS_PER_MINUTE quota.");
  }
}

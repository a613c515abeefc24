// Faults of the database and of the disk, as refusals.
import { Dexie } from "dexie";
import { type ErrorCode, Refusal } from "../core/commands/errors.ts";

/** The refusal for a fault of the database or the disk, in a read or a write; null for any other error. */
export const refusalOf = (error: unknown): Refusal | null =>
  error instanceof Dexie.DexieError || (error instanceof DOMException && error.name === "QuotaExceededError")
    ? storageRefusal(error)
    : null;

/** A storage fault as one of our errors; the original stays as cause for the console. */
export function storageRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  // Any value can be thrown. Dexie puts the browser's error into `inner`, or into the list `failures`.
  const { inner, failures } = (error ?? {}) as { inner?: unknown; failures?: object };
  // Each member is read as unknown, and compared with a string.
  const names = [error, inner, ...Object.values(failures ?? {})].map((fault) => (fault as Error | undefined)?.name);
  const code: ErrorCode = names.includes("QuotaExceededError") ? "storage-full" : "storage-failed";
  return Object.assign(new Refusal(code, String(error)), { cause: error });
}

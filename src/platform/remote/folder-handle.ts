// A folder on this computer that the user picked (File System Access, Chromium). This device stores the handle.
import type { FolderSettings } from "../../core/sync/store-settings.ts";
import { readKept, storeKept } from "../vault/key-store.ts";

const KEPT = "folder";

type Mode = { mode: "readwrite" };
const WRITABLE: Mode = { mode: "readwrite" };

/** Members of Chromium that TypeScript's library lacks. */
interface Permissible {
  queryPermission?(mode: Mode): Promise<PermissionState>;
  requestPermission?(mode: Mode): Promise<PermissionState>;
}
interface Picker {
  showDirectoryPicker?(options: Mode & { id: string }): Promise<FileSystemDirectoryHandle>;
}

// TypeScript's library declares the global scope without the picker.
const picker = (): Picker => globalThis as Picker;

/** False in a browser that cannot write to a folder of the user. */
export const isFolderPossible = (): boolean => typeof picker().showDirectoryPicker === "function";

/**
 * Asks the user for a folder, and stores its handle. Null if the user picked none. Only in a window, and in a click.
 * Replaces the stored folder: after a failed set-up, pick the old one again.
 */
export async function pickFolder(): Promise<FolderSettings | null> {
  const handle = await picker()
    .showDirectoryPicker?.({ id: "regards", ...WRITABLE })
    .catch((error: unknown) => {
      if (error instanceof DOMException && error.name === "AbortError") return undefined;
      throw error;
    });
  if (handle === undefined) return null;
  await storeKept(KEPT, handle);
  return { kind: "folder", name: handle.name };
}

/** Null if no handle is stored. */
export async function keptFolder(): Promise<FileSystemDirectoryHandle | null> {
  const kept = await readKept(KEPT);
  return typeof FileSystemDirectoryHandle === "function" && kept instanceof FileSystemDirectoryHandle ? kept : null;
}

/** True if this context may read and write the folder without a question. */
export async function isFolderPermitted(handle: FileSystemDirectoryHandle): Promise<boolean> {
  // See Permissible. The private file system has no question and no such member in some browsers.
  const permission = await (handle as Permissible).queryPermission?.(WRITABLE);
  return permission === undefined || permission === "granted";
}

/**
 * Asks the user again for access to the stored folder, since access ends when the last of our windows closes, unless
 * the user chooses "Allow on every visit" (decision 25). Only in a window, and in a click.
 */
export async function permitFolder(): Promise<boolean> {
  const handle = await keptFolder();
  if (handle === null) return false;
  // See Permissible.
  const permission = await (handle as Permissible).requestPermission?.(WRITABLE).catch(() => "denied");
  return permission === undefined || permission === "granted";
}

export const dropFolderHandle = (): Promise<void> => storeKept(KEPT, null);

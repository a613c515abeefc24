// The remote side of sync. A place is storage that the user already has, and holds vaults; a store holds the files of
// one vault. Every file is write-once, so a store needs no lock, rename, ETag or conditional overwrite.

export interface RemoteFile {
  /** Last part of the path: only 0-9, a-z, "." and "-". */
  name: string;
  /** Bytes. */
  size: number;
}

/** Files of one vault. Paths have at most three parts joined by "/". Every method throws a RemoteFault, and nothing else. */
export interface RemoteStore {
  /** Files directly in a folder, without subfolders; null if the folder does not exist. */
  list(folder: string): Promise<RemoteFile[] | null>;
  /** Only the names, for servers whose answer is longer with sizes: each idle sync asks for them (`namesIn`). */
  names?(folder: string): Promise<string[] | null>;
  /** The whole file; null if it does not exist. */
  get(path: string): Promise<Uint8Array<ArrayBuffer> | null>;
  /**
   * Creates the file, and missing folders. Fails with `exists` if the server can tell that the name is taken. A server
   * may store less than it acknowledges, so callers read the file back.
   */
  put(path: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  /** Deletes the file. A missing file is no error. */
  delete(path: string): Promise<void>;
}

/** Names of the files directly in a folder; empty if it does not exist. */
export async function namesIn(store: RemoteStore, folder: string): Promise<string[]> {
  if (store.names !== undefined) return (await store.names(folder)) ?? [];
  return ((await store.list(folder)) ?? []).map(({ name }) => name);
}

export interface RemotePlace {
  /** Ids of the vaults in this place (`isVaultId`); empty if the place holds none. */
  vaults(): Promise<string[]>;
  vault(id: string): RemoteStore;
  /** Deletes a vault with all its files. */
  erase(id: string): Promise<void>;
}

export const REMOTE_FAULTS = [
  /** The machine has no network, or the server cannot be reached. */
  "offline",
  "timeout",
  /** User name or password is wrong. */
  "unauthorized",
  /** The server accepts only digest authentication, which the extension does not speak. */
  "digest-only",
  /** The place can be read but not written. */
  "read-only",
  /** The configured folder does not exist. */
  "no-folder",
  /** The address answers, but not as a store: a login page, a captive portal, or another service. */
  "not-a-store",
  "full",
  "rate-limited",
  /** Locked or overloaded: try again later. */
  "busy",
  /** The name is taken. */
  "exists",
  /** A file or a listing exceeds the limits, or a part of an answer is missing. */
  "too-large",
  "truncated",
  /** The address is unencrypted, and the user has not confirmed it for their own network. */
  "insecure",
  /** The browser's permission for the server or the folder is missing. */
  "no-permission",
  "server",
] as const;
export type RemoteFaultCode = (typeof REMOTE_FAULTS)[number];

export class RemoteFault extends Error {
  constructor(
    readonly code: RemoteFaultCode,
    readonly detail = "",
    /** From `Retry-After`, in seconds, between 0 and an hour. */
    readonly retryAfterSeconds: number | null = null,
  ) {
    super(`${code}${detail === "" ? "" : `: ${detail}`}`);
    this.name = "RemoteFault";
  }
}

/** "v1-" and 20 random characters. */
export const isVaultId = (name: string): boolean => /^v1-[0-9a-z]{20}$/.test(name);

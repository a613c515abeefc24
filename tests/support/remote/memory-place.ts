// A remote place in memory: an ideal server, or one with the faults of real servers.
import { isVaultId, RemoteFault, type RemotePlace, type RemoteStore } from "../../../src/core/sync/remote-store.ts";

export type Operation = "list" | "get" | "put" | "delete";

/**
 * err: refuses. torn: stores half, and the connection breaks. liar: stores half, and acknowledges all of it. ghost:
 * stores nothing, and acknowledges it. acklost: succeeds, but the answer is lost. stale: shows an older state. trunc:
 * returns a part as if it were all.
 */
export const MEMORY_FAULTS = ["err", "torn", "liar", "ghost", "acklost", "stale", "trunc"] as const;
export type MemoryFault = (typeof MEMORY_FAULTS)[number];

const POSSIBLE: Readonly<Record<Operation, readonly MemoryFault[]>> = {
  list: ["err", "stale"],
  get: ["err", "stale", "trunc"],
  put: ["err", "torn", "liar", "ghost", "acklost"],
  delete: ["err", "acklost"],
};

type Bytes = Uint8Array<ArrayBuffer>;

/** All versions of each file, the newest last; null: deleted. */
export class MemoryServer {
  private versions = new Map<string, (Bytes | null)[]>();
  /** Requests by operation. */
  readonly requests: Record<Operation, number> = { list: 0, get: 0, put: 0, delete: 0 };
  /** Decides the fault of a request; null for none. */
  fault: (operation: Operation, path: string) => MemoryFault | null = () => null;

  read(path: string, versionsBack = 0): Bytes | null {
    const all = this.versions.get(path) ?? [];
    return all[all.length - 1 - versionsBack] ?? null;
  }

  write(path: string, bytes: Bytes | null): void {
    this.versions.set(path, [...(this.versions.get(path) ?? []), bytes === null ? null : bytes.slice()]);
  }

  paths(versionsBack = 0): string[] {
    return [...this.versions.keys()].filter((path) => this.read(path, versionsBack) !== null).sort();
  }

  /** All files, for a test that restores or loses them. */
  snapshot(): ReadonlyMap<string, Bytes> {
    return new Map(this.paths().map((path) => [path, this.read(path) ?? new Uint8Array()]));
  }

  /** Replaces all files by these, without earlier versions. */
  restore(files: ReadonlyMap<string, Bytes>): void {
    this.versions = new Map([...files].map(([path, bytes]) => [path, [bytes.slice()]]));
  }

  /** Counts the request, and returns its fault if this operation can have it. */
  meet(operation: Operation, path: string): MemoryFault | null {
    this.requests[operation]++;
    const fault = this.fault(operation, path);
    return fault !== null && POSSIBLE[operation].includes(fault) ? fault : null;
  }
}

const half = (bytes: Bytes): Bytes => bytes.slice(0, bytes.length >> 1);

export function memoryPlace(server = new MemoryServer()): RemotePlace {
  return {
    vaults: async () => [...new Set(server.paths().map((path) => path.split("/")[0] ?? ""))].filter(isVaultId),
    vault: (id) => memoryStore(server, id),
    async erase(id) {
      for (const path of server.paths()) if (path.startsWith(`${id}/`)) server.write(path, null);
    },
  };
}

function memoryStore(server: MemoryServer, id: string): RemoteStore {
  const at = (path: string): string => `${id}/${path}`;
  return {
    async list(folder) {
      const fault = server.meet("list", at(folder));
      if (fault === "err") throw new RemoteFault("busy");
      const back = fault === "stale" ? 1 : 0;
      const prefix = `${at(folder)}/`;
      const within = server.paths(back).filter((path) => path.startsWith(prefix));
      const files = within.filter((path) => !path.slice(prefix.length).includes("/"));
      if (within.length === 0) return null;
      return files
        .filter((path) => /^[0-9a-z.-]+$/.test(path.slice(prefix.length)))
        .map((path) => ({ name: path.slice(prefix.length), size: server.read(path, back)?.length ?? 0 }));
    },
    async get(path) {
      const fault = server.meet("get", at(path));
      if (fault === "err") throw new RemoteFault("busy");
      const bytes = server.read(at(path), fault === "stale" ? 1 : 0);
      if (bytes === null) return null;
      return fault === "trunc" ? bytes.slice(0, Math.floor(bytes.length * 0.7)) : bytes.slice();
    },
    async put(path, bytes) {
      const fault = server.meet("put", at(path));
      if (fault === "err") throw new RemoteFault("full");
      if (fault === "ghost") return;
      if (server.read(at(path)) !== null) throw new RemoteFault("exists");
      server.write(at(path), fault === "torn" || fault === "liar" ? half(bytes) : bytes);
      if (fault === "torn") throw new RemoteFault("offline");
      if (fault === "acklost") throw new RemoteFault("timeout");
    },
    async delete(path) {
      const fault = server.meet("delete", at(path));
      if (fault === "err") throw new RemoteFault("busy");
      if (server.read(at(path)) !== null) server.write(at(path), null);
      if (fault === "acklost") throw new RemoteFault("timeout");
    },
  };
}

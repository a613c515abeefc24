// A place in memory that misbehaves like real servers, and a codec without cryptography.
import { RemoteFault, type RemoteFile, type RemoteStore } from "../../../src/core/sync/remote-store.ts";
import { type VaultCodec, VaultFault } from "../../../src/core/sync/vault-codec.ts";

/**
 * Faults of one request. error: refuses. torn: stores half, and the connection breaks. liar: stores half, and
 * acknowledges all of it. ghost: stores nothing, and acknowledges it. lost-answer: succeeds, but the answer is lost.
 * stale: shows an older state. cut: returns a part as if it were all. forged: a segment with other values, by a holder
 * of a replaced key.
 */
export const FAULTS = ["error", "torn", "liar", "ghost", "lost-answer", "stale", "cut", "forged"] as const;
export type Fault = (typeof FAULTS)[number];

export type Bytes = Uint8Array<ArrayBuffer>;

/** Files with their earlier states, which a stale answer shows. */
export class Files {
  readonly states = new Map<string, (Bytes | null)[]>();

  put(path: string, bytes: Bytes | null): void {
    this.states.set(path, [...(this.states.get(path) ?? []), bytes === null ? null : bytes.slice()]);
  }
  at(path: string, back = 0): Bytes | null {
    const states = this.states.get(path) ?? [];
    return states[Math.max(0, states.length - 1 - back)] ?? null;
  }
  paths = (folder = ""): string[] =>
    [...this.states.keys()].filter((path) => path.startsWith(folder) && this.at(path) !== null);
}

const half = (bytes: Bytes, part = 0.5): Bytes => bytes.slice(0, Math.floor(bytes.length * part));

/** A text of the same length with another value in every feeling. */
const forged = (bytes: Bytes): Bytes =>
  new TextEncoder().encode(new TextDecoder().decode(bytes).replaceAll('\\"value\\":1', '\\"value\\":5'));

/** `fault` names the fault of the next request; it may throw. */
export function faultyStore(files: Files, fault: () => Fault | null = () => null): RemoteStore {
  const broken = (): Fault | null => {
    const name = fault();
    if (name === "error") throw new RemoteFault("server", "injected");
    return name;
  };
  return {
    async list(folder) {
      const back = broken() === "stale" ? 1 : 0;
      return [...files.states.keys()].flatMap((path): RemoteFile[] => {
        const bytes = path.startsWith(`${folder}/`) ? files.at(path, back) : null;
        return bytes === null ? [] : [{ name: path.slice(folder.length + 1), size: bytes.length }];
      });
    },
    async get(path) {
      const name = broken();
      const bytes = files.at(path, name === "stale" ? 1 : 0);
      if (bytes === null) return null;
      if (name === "forged" && path.startsWith("seg/")) return forged(bytes);
      return name === "cut" ? half(bytes, 0.7) : bytes.slice();
    },
    async put(path, bytes) {
      const name = broken();
      if (name === "ghost") return;
      files.put(path, name === "torn" || name === "liar" ? half(bytes) : bytes);
      if (name === "torn" || name === "lost-answer") throw new RemoteFault("timeout", "injected");
    },
    async delete(path) {
      const name = broken();
      files.put(path, null);
      if (name === "lost-answer") throw new RemoteFault("timeout", "injected");
    },
  };
}

/** Detects damage, a wrong key and a wrong path, like the real codec. */
export const plainCodec = (key = "key"): VaultCodec => ({
  seal: async (path, text) => new TextEncoder().encode(JSON.stringify([key, path, text.length, text])),
  async open(path, bytes) {
    let parts: unknown;
    try {
      parts = JSON.parse(new TextDecoder().decode(bytes));
    } catch {
      throw new VaultFault("unreadable", path);
    }
    const [by, at, length, text] = parts as [string, string, number, string];
    if (by !== key || text.length !== length) throw new VaultFault("unreadable", path);
    if (at !== path) throw new VaultFault("misplaced", path);
    return text;
  },
});

// The browser's own small sync storage (`storage.sync`) as a remote place: 100 kB, for people without a server. A file
// is split over items, since an item holds at most 8 kB.
import { isVaultId, RemoteFault, type RemotePlace, type RemoteStore } from "../../core/sync/remote-store.ts";
import { browser } from "../browser/browser.ts";
import { makeSerialQueue } from "../serial-queue.ts";

/** Limits of both browsers: bytes of an item (key and JSON of the value), of all items, and number of items. */
export const SYNC_LIMITS = { itemBytes: 8192, bytes: 102_400, items: 512 } as const;

type Bytes = Uint8Array<ArrayBuffer>;

/** One of the `of` pieces of a file of `size` bytes. Pieces of one file may arrive one after the other. */
interface Piece {
  path: string;
  index: number;
  of: number;
  size: number;
  base64: string;
}

/** Two writes of one context must not both find a name free. Between contexts, sync's own lock prevents that. */
const oneByOne = makeSerialQueue();

/** `isPermitted`: whether data may be written. */
export function browserPlace(isPermitted: () => Promise<boolean>): RemotePlace {
  return {
    vaults: async () => [...new Set((await pieces("")).map(({ path }) => path.split("/")[0] ?? ""))].filter(isVaultId),
    vault: (id) => browserStore(id, isPermitted),
    erase: async (id) => removed((await pieces(`${id}/`)).map(keyOf)),
  };
}

function browserStore(id: string, isPermitted: () => Promise<boolean>): RemoteStore {
  return {
    async list(folder) {
      const prefix = folder === "" ? `${id}/` : `${id}/${folder}/`;
      const within = (await pieces(prefix)).filter(({ path }) => !path.slice(prefix.length).includes("/"));
      const deeper = within.length > 0 || (await pieces(prefix)).length > 0;
      if (!deeper) return null;
      return filesOf(within).map(({ path, size }) => ({ name: path.slice(prefix.length), size }));
    },
    async get(path) {
      const found = (await pieces(`${id}/${path}`)).filter((piece) => piece.path === `${id}/${path}`);
      if (found.length === 0) return null;
      const [file] = filesOf(found);
      if (file === undefined) throw new RemoteFault("truncated", "pieces are missing");
      return bytesOf(found, file.size);
    },
    async put(path, bytes) {
      if (!(await isPermitted())) throw new RemoteFault("no-permission");
      const full = `${id}/${path}`;
      const items = piecesOf(full, bytes).map((piece): [string, string] => [keyOf(piece), textOf(piece)]);
      await oneByOne(async () => {
        if ((await pieces(full)).some((piece) => piece.path === full)) throw new RemoteFault("exists");
        await asked(() => browser.storage.sync.set(Object.fromEntries(items)));
      });
    },
    async delete(path) {
      const full = `${id}/${path}`;
      await removed((await pieces(full)).filter((piece) => piece.path === full).map(keyOf));
    },
  };
}

const PREFIX = "vault:";
const keyOf = ({ path, index }: Piece): string => `${PREFIX}${path}#${index}`;
const textOf = ({ of, size, base64 }: Piece): string => `${of} ${size} ${base64}`;

/** All pieces of paths with this beginning. Ignores items of another shape. */
async function pieces(prefix: string): Promise<Piece[]> {
  const items = await asked(() => browser.storage.sync.get(null));
  return Object.entries(items).flatMap(([key, value]) => {
    const [, path = "", index] = /^vault:([0-9a-z./-]+)#(\d{1,3})$/.exec(key) ?? [];
    const [, of, size, base64 = ""] = /^(\d{1,3}) (\d{1,6}) ([A-Za-z0-9+/=]*)$/.exec(String(value)) ?? [];
    const isOurs = index !== undefined && of !== undefined && path.startsWith(prefix);
    return isOurs ? [{ path, index: Number(index), of: Number(of), size: Number(size), base64 }] : [];
  });
}

/** Files of which all pieces are there. */
function filesOf(found: readonly Piece[]): { path: string; size: number }[] {
  const counts = new Map<string, number>();
  for (const { path, index, of } of found) if (index < of) counts.set(path, (counts.get(path) ?? 0) + 1);
  return found
    .filter(({ path, index, of }) => index === 0 && counts.get(path) === of)
    .map(({ path, size }) => ({ path, size }));
}

function piecesOf(path: string, bytes: Bytes): Piece[] {
  const base64 = base64Of(bytes);
  // Key, quotes and the two numbers: at most three and six digits.
  const room = SYNC_LIMITS.itemBytes - keyOf({ path, index: 999, of: 0, size: 0, base64: "" }).length - 2 - 11;
  const of = Math.max(1, Math.ceil(base64.length / room));
  return Array.from({ length: of }, (_, index) => ({
    path,
    index,
    of,
    size: bytes.length,
    base64: base64.slice(index * room, (index + 1) * room),
  }));
}

function bytesOf(found: readonly Piece[], size: number): Bytes {
  const text = found
    .toSorted((one, other) => one.index - other.index)
    .map(({ base64 }) => base64)
    .join("");
  const bytes = decoded(text);
  if (bytes?.length !== size) throw new RemoteFault("truncated", "pieces do not fit");
  return bytes;
}

function base64Of(bytes: Bytes): string {
  let text = "";
  for (let from = 0; from < bytes.length; from += 4096)
    text += String.fromCharCode(...bytes.subarray(from, from + 4096));
  return btoa(text);
}

/** Null if the text is not base64. */
function decoded(base64: string): Bytes | null {
  try {
    return Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
  } catch {
    return null;
  }
}

const removed = async (keys: string[]): Promise<void> => {
  if (keys.length > 0) await asked(() => browser.storage.sync.remove(keys));
};

/** Turns the browser's refusals into faults. Chromium names the quota; Firefox only says that a quota was exceeded. */
const asked = <T>(work: () => Promise<T>): Promise<T> =>
  work().catch((error: unknown) => {
    const text = error instanceof Error ? error.message : String(error);
    if (/WRITE_OPERATIONS_PER_MINUTE/i.test(text)) throw new RemoteFault("rate-limited", "", 60);
    if (/WRITE_OPERATIONS/i.test(text)) throw new RemoteFault("rate-limited", "", 3600);
    throw new RemoteFault(/quota|MAX_ITEMS/i.test(text) ? "full" : "server", "storage.sync");
  });

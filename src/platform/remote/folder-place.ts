// A folder on this computer as a remote place, whose files travel by Dropbox, Syncthing, iCloud Drive or OneDrive. A
// file is written under another name and moved at the end, so that no other program sees half of it.
import {
  isVaultId,
  RemoteFault,
  type RemoteFaultCode,
  type RemotePlace,
  type RemoteStore,
} from "../../core/sync/remote-store.ts";
import { makeSerialQueue } from "../serial-queue.ts";
import { isFolderPermitted, keptFolder } from "./folder-handle.ts";

/** Returns the folder. Throws a RemoteFault if it is not permitted. */
export type OpenFolder = () => Promise<FileSystemDirectoryHandle>;

/** The folder that the user picked. After a restart of the browser it may need a click first (permitFolder). */
const pickedFolder: OpenFolder = async () => {
  const handle = await keptFolder();
  if (handle === null) throw new RemoteFault("no-folder");
  if (!(await isFolderPermitted(handle))) throw new RemoteFault("no-permission");
  return handle;
};

export function folderPlace(open: OpenFolder = pickedFolder): RemotePlace {
  return {
    vaults: () =>
      faulty(async () => {
        const names: string[] = [];
        for await (const [name, { kind }] of (await open()).entries())
          if (kind === "directory" && isVaultId(name)) names.push(name);
        return names;
      }),
    vault: (id) => folderStore(open, id),
    erase: (id) =>
      faulty(async () => {
        const folder = await open();
        await absent(() => folder.removeEntry(id, { recursive: true }));
      }),
  };
}

/** Without the unfinished files (.crswap) that Chromium writes in the same folder. */
const FILE_NAME = /^(?!.*\.crswap$)[0-9a-z][0-9a-z.-]{0,99}$/;

/** Two writes of one context must not both find a name free. Between contexts, sync's own lock prevents that. */
const oneByOne = makeSerialQueue();

function folderStore(open: OpenFolder, id: string): RemoteStore {
  const at = async (path: string, create = false): Promise<FileSystemDirectoryHandle> => {
    let folder = await open();
    for (const part of `${id}/${path}`.split("/").filter((one) => one !== ""))
      folder = await folder.getDirectoryHandle(part, { create });
    return folder;
  };
  return {
    list: (path) => faulty(() => absent(async () => filesOf(await at(path)))),
    get: (path) =>
      faulty(() =>
        absent(async () => {
          const { folder, name } = split(path);
          const file = await (await (await at(folder)).getFileHandle(name)).getFile();
          return new Uint8Array(await file.arrayBuffer());
        }),
      ),
    put: (path, bytes) =>
      faulty(async () => {
        const { folder, name } = split(path);
        await oneByOne(async () => create(await at(folder, true).catch(withoutPlace), { name, bytes }));
      }),
    delete: (path) =>
      faulty(async () => {
        const { folder, name } = split(path);
        await absent(async () => (await at(folder)).removeEntry(name));
      }),
  };
}

function split(path: string): { folder: string; name: string } {
  const end = path.lastIndexOf("/");
  return { folder: path.slice(0, Math.max(end, 0)), name: path.slice(end + 1) };
}

async function filesOf(folder: FileSystemDirectoryHandle): Promise<{ name: string; size: number }[]> {
  const files: { name: string; size: number }[] = [];
  for await (const [name, handle] of folder.entries()) {
    if (handle.kind !== "file" || !FILE_NAME.test(name)) continue;
    // Missing if it was deleted since the folder was opened. The library's type does not follow from `kind`.
    const file = await absent(() => (handle as FileSystemFileHandle).getFile());
    if (file !== null) files.push({ name, size: file.size });
  }
  return files;
}

async function create(
  folder: FileSystemDirectoryHandle,
  { name, bytes }: { name: string; bytes: Uint8Array<ArrayBuffer> },
): Promise<void> {
  const taken = await absent(() => folder.getFileHandle(name));
  if (taken !== null) throw new RemoteFault("exists");
  const writable = await (await folder.getFileHandle(name, { create: true })).createWritable();
  try {
    await writable.write(bytes);
    await writable.close();
  } catch (error) {
    await writable.abort().catch(() => {});
    // The empty file that reserved the name.
    await folder.removeEntry(name).catch(() => {});
    throw error;
  }
}

/** Null if the file, or a folder above it, does not exist. */
const absent = <T>(work: () => Promise<T>): Promise<T | null> =>
  work().catch((error: unknown) => {
    if (nameOf(error) === "NotFoundError") return null;
    throw error;
  });

/** A folder that cannot be created no longer has the folder above it. */
const withoutPlace = (error: unknown): never => {
  throw nameOf(error) === "NotFoundError" ? new RemoteFault("no-folder") : error;
};

const CODES: Readonly<Record<string, RemoteFaultCode>> = {
  NotFoundError: "no-folder",
  NotAllowedError: "no-permission",
  SecurityError: "no-permission",
  QuotaExceededError: "full",
  NoModificationAllowedError: "busy",
  InvalidModificationError: "busy",
  InvalidStateError: "busy",
  NotReadableError: "busy",
};

const nameOf = (error: unknown): string => (error instanceof DOMException ? error.name : "");

/** Turns every rejection into a RemoteFault. */
const faulty = <T>(work: () => Promise<T>): Promise<T> =>
  work().catch((error: unknown) => {
    throw error instanceof RemoteFault ? error : new RemoteFault(CODES[nameOf(error)] ?? "server", nameOf(error));
  });

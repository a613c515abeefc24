// Uses a WebDAV folder once, in the way of sync.
import { clock } from "../clock.ts";
import type { DavFolder } from "./webdav.ts";

/**
 * Creates a folder and a file; reads, lists and deletes them. Returns false if the file comes back changed; throws a
 * RemoteFault. Leaves nothing behind, unless the server refuses to delete.
 */
export async function tryOut(folder: DavFolder): Promise<boolean> {
  const name = `regards-test-${clock.randomText(10)}`;
  const file = `${name}/test.txt`;
  const bytes = new TextEncoder().encode(`A test of Regards. It can be deleted. ${clock.randomText(80)}`);
  try {
    await folder.make(name);
    await folder.create(file, bytes);
    const read = await folder.read(file);
    const listed = await folder.entries(name);
    const isListed = listed?.some((entry) => entry.name === "test.txt" && entry.size === bytes.length) ?? false;
    if (!isListed || !isEqual(read, bytes)) return false;
    await folder.remove(folder.folderAt(name));
    return true;
  } catch (error) {
    await folder.remove(folder.folderAt(name)).catch(() => {});
    throw error;
  }
}

const isEqual = (one: Uint8Array | null, other: Uint8Array): boolean =>
  one !== null && one.length === other.length && one.every((byte, index) => byte === other[index]);

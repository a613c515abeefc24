// A daily copy of the record outside IndexedDB, in the origin private file system. Text in, text out.

const FILE = "record.json";

export interface Snapshot {
  text: string;
  takenAt: number;
}

const folder = () => navigator.storage.getDirectory();

/** Written beside and then moved in place by the browser: a kill leaves the old copy. */
export async function keepSnapshot(text: string): Promise<void> {
  const file = await (await folder()).getFileHandle(FILE, { create: true });
  const writable = await file.createWritable();
  await writable.write(text);
  await writable.close();
}

export async function readSnapshot(): Promise<Snapshot | null> {
  try {
    const file = await (await (await folder()).getFileHandle(FILE)).getFile();
    return file.size === 0 ? null : { text: await file.text(), takenAt: file.lastModified };
  } catch {
    return null;
  }
}

export async function dropSnapshot(): Promise<void> {
  await (await folder()).removeEntry(FILE).catch(() => {});
}

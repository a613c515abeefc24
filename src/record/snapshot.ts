// Daily copies of the record in the origin private file system: the newest and the previous one. While the record has
// fewer rows than the newest copy, a third one holds the current rows, so that no poorer copy replaces a good one.
import { makeSerialQueue } from "../platform/serial-queue.ts";
import { dropFile, findFile, writeFile } from "../platform/storage/private-files.ts";

const [NEWEST, BEFORE, SINCE] = ["record.json", "record-before.json", "record-since.json"];

/** Reading the record into a file and erasing files, one at a time: no copy of an erased record is written late. */
export const inCopyQueue = makeSerialQueue();

/** A copy, to be read in pieces. */
export type Snapshot = File;

/** `poorer`: the newest copy holds rows that are missing here. */
export async function keepSnapshot(content: Iterable<string>, poorer: boolean): Promise<void> {
  if (poorer) return writeFile(SINCE, content);
  const newest = await findFile(NEWEST);
  if (newest !== null) await writeFile(BEFORE, newest);
  await writeFile(NEWEST, content);
  await dropFile(SINCE);
}

export const newestSnapshot = (): Promise<Snapshot | null> => findFile(NEWEST);

/** All copies, the newest first. */
export async function findSnapshots(): Promise<Snapshot[]> {
  const files = await Promise.all([NEWEST, BEFORE, SINCE].map(findFile));
  const there = files.filter((file) => file !== null);
  return there.sort((one, other) => other.lastModified - one.lastModified);
}

export async function dropSnapshots(): Promise<void> {
  for (const name of [NEWEST, BEFORE, SINCE]) await dropFile(name);
}

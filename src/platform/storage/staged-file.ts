// Files that a window and the background hand each other, since a message holds at most 64 MiB and a record may be
// larger. The file is in the origin private file system, and the message names it.
import { Refusal } from "../../core/commands/errors.ts";
import type { StagedFile } from "../../core/commands/my-data.ts";
import { HOUR_MILLISECONDS } from "../../core/time/durations.ts";
import { clock } from "../clock.ts";
import { dropFile, findFile, writeFile } from "./private-files.ts";

/** One file for each direction. The next file replaces one that was never read. */
export const STAGED_FILES: readonly StagedFile[] = ["staged-in.json", "staged-out.json"];

/** Throws a Refusal (`storage-full`, `storage-failed`). */
export async function stage(name: StagedFile, content: Blob | Iterable<string>): Promise<StagedFile> {
  try {
    await writeFile(name, content);
  } catch (error) {
    const full = error instanceof DOMException && error.name === "QuotaExceededError";
    throw new Refusal(full ? "storage-full" : "storage-failed", String(error));
  }
  return name;
}

export const findStaged = (name: StagedFile): Promise<File | null> => findFile(name);

export async function dropStaged(...names: StagedFile[]): Promise<void> {
  for (const name of names) await dropFile(name);
}

/** Deletes staged files that a closed window left behind. */
export async function dropOldStaged(): Promise<void> {
  for (const name of STAGED_FILES) {
    const file = await findFile(name);
    if (file !== null && Math.abs(clock.now() - file.lastModified) > HOUR_MILLISECONDS) await dropFile(name);
  }
}

// Firefox's own scripts in compiled form. Every new profile compiles them again, which costs about a second of each
// start. The first Firefox of a run that ends leaves them for the others: nothing of a test, and nothing of the extension.
import { cpSync, existsSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

/** Folder of the run. Absent outside a run of vitest: then each profile compiles its own. */
const VARIABLE = "REGARDS_RUN_FOLDER";
const folderOfRun = (): string | null => process.env[VARIABLE] ?? null;

const kept = (folder: string): string => join(folder, "firefox-cache");

/** The first names the version of Firefox, which discards the scripts of another one. */
const PARTS = ["compatibility.ini", "startupCache"];
/** Data of the installed extensions. */
const OF_EXTENSIONS = "webext.sc.lz4";

function copyParts(from: string, to: string): void {
  for (const part of PARTS)
    cpSync(join(from, part), join(to, part), {
      recursive: true,
      filter: (path) => basename(path) !== OF_EXTENSIONS,
    });
}

/** Before the first start of a profile. */
export function takeScripts(profile: string): void {
  const folder = folderOfRun();
  if (folder !== null && existsSync(kept(folder))) copyParts(kept(folder), profile);
}

/** After Firefox has quit by itself. Two test files that end at once leave the scripts of one. */
export function keepScripts(profile: string): void {
  const folder = folderOfRun();
  if (folder === null || existsSync(kept(folder)) || !existsSync(join(profile, "startupCache/scriptCache.bin"))) return;
  const copy = mkdtempSync(join(folder, "copy-"));
  copyParts(profile, copy);
  try {
    renameSync(copy, kept(folder));
  } catch {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** Global set-up of vitest. */
export default function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), "regards-run-"));
  process.env[VARIABLE] = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}

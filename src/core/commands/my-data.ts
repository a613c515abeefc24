// Commands about the record as a whole: its health, undo, export, import, recovery and erasure.
import * as z from "zod/mini";
import type { RecordHealth } from "../record/record-health.ts";
import type { DisclosureQuestion } from "../sharing/disclosure-diff.ts";
import { command, type Undoable } from "./declare.ts";
import { Confirmed, Id, Nothing } from "./payload-parts.ts";

/**
 * A file handed from a window to the background or back, since no message could hold it
 * (platform/storage/staged-file.ts).
 */
export type StagedFile = "staged-in.json" | "staged-out.json";

export interface HealthReport {
  health: RecordHealth;
  /** Milliseconds since the epoch; null if there is no snapshot. */
  snapshotTakenAt: number | null;
}

/** Switches of the user that a file may change. */
export type Setting = "gpc" | "notice" | "autoGrant";

export interface ImportAsks extends DisclosureQuestion {
  settings: Setting[];
  /** Number of entries here that the file removes. */
  removes: number;
}

export interface Imported extends Undoable {
  /** Number of entries that were new here, or newer than the stored ones. */
  rows: number;
  /** Number of entries here that the file removed; absent if there are none. */
  removes?: number;
  /** Companies whose permission came with the file and is paused until the user confirms it. */
  paused?: string[];
  /** Entries of the file that were removed here after it was made, and the time of the last removal, if known. */
  removed?: { rows: number; since: string | null };
}

export const MY_DATA = {
  /** The text, or with `staged` the file that holds it. */
  "export-record": command("ui", z.strictObject({ staged: z.optional(z.boolean()) })).answers<
    string | { file: StagedFile }
  >(),
  /** `quick`: reports whether a record exists, without counting its rows. */
  "record-health": command("ui", z.strictObject({ quick: z.optional(z.boolean()) })).answers<HealthReport>(),
  undo: command("ui", z.strictObject({ batch: Id })).answers<Undoable>(),
  /** The text of a file, or with `staged` the file that the window staged. `revive`: also restores rows removed since. */
  "import-record": command(
    "ui",
    z.strictObject({
      text: z.optional(z.string()),
      staged: z.optional(z.boolean()),
      confirmed: Confirmed,
      revive: z.optional(z.boolean()),
    }),
  ).answers<Imported | ImportAsks>(),
  "restore-record": command("ui", z.strictObject({ from: z.enum(["snapshot", "nothing"]) })).answers<{
    rows: number;
    /** Companies whose restored permission is paused. */
    paused: readonly string[];
  }>(),
  "erase-everything": command("ui", Nothing).answers<object>(),
} as const;

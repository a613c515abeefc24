// Commands about texts that the user fetches from a company: its data about the user, and its promise.
import * as z from "zod/mini";
import type { CustomerData } from "../../signal/customer-data.ts";
import { MOST_DATA_ROWS } from "../../signal/customer-data.ts";
import type { DataEntry, SkipReason } from "../../signal/data-row.ts";
import { ShownEntry } from "../timeline/company-data.ts";
import { command, type Undoable } from "./declare.ts";
import { CompanyId, Host } from "./payload-parts.ts";

/** `twice`: an earlier row of the same file says it already. */
export type Skipped = { reason: SkipReason | "twice"; rows: number[] };

/** Faults of the request, or of the answer as a whole. */
export const TEXT_FAULTS = [
  "unreachable",
  "timeout",
  "redirected",
  "too-large",
  "refused",
  "later",
  "content-type",
  "not-utf-8",
] as const;
export type TextFault = (typeof TEXT_FAULTS)[number];

export interface DataPreview {
  state: "read";
  /** Host that served the file. */
  host: string;
  rows: number;
  fresh: DataEntry[];
  /** Differ from what an earlier file said. */
  changed: DataEntry[];
  /** Removed from the timeline by the user. */
  removed: DataEntry[];
  /** Number of rows that the timeline has already. */
  known: number;
  skipped: Skipped[];
}

export interface Failed<F> {
  state: "failed";
  fault: F;
  /** The company's own words, safe to show. */
  reason?: string | undefined;
}

/** Faults of the file too. */
export type DataFault = TextFault | Extract<CustomerData, { ok: false }>["fault"];

/** `other-text`: its hash is not the one that the company's file names. */
export type PromiseFault = TextFault | "other-text";

export interface KeptPromiseText extends Undoable {
  state: "kept";
}

export const FROM_COMPANY = {
  /** `named`: says the name by which the company knows the user. */
  "fetch-data": command("ui", z.strictObject({ company: CompanyId, named: z.boolean() })).answers<
    DataPreview | Failed<DataFault>
  >(),
  /** The entries that the window showed. */
  "import-data": command(
    "ui",
    z.strictObject({
      company: CompanyId,
      host: Host,
      entries: z.array(ShownEntry).check(z.minLength(1), z.maxLength(MOST_DATA_ROWS)),
    }),
  ).answers<Undoable & { rows: number }>(),
  /** Keeps the text. `batch` is null if it was kept before. */
  "fetch-promise": command("ui", z.strictObject({ company: CompanyId })).answers<
    KeptPromiseText | Failed<PromiseFault>
  >(),
} as const;

// Commands about texts that the user fetches from a company: its data about the user, and its promise.
import * as z from "zod/mini";
import type { CustomerData } from "../../signal/customer-data.ts";
import { MOST_DATA_ROWS } from "../../signal/customer-data.ts";
import type { DataEntry, SkipReason } from "../../signal/data-row.ts";
import { ShownEntry } from "../timeline/company-data.ts";
import { command, type Undoable } from "./declare.ts";
import { CompanyId, Host } from "./payload-parts.ts";

/** `twice`: an earlier row of the same file says the same. */
export type Skipped = { reason: SkipReason | "twice"; rows: number[] };

/** Faults of the request, or of the whole answer. */
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
  /** Entries that differ from those of an earlier file. */
  changed: DataEntry[];
  /** Entries that the user has removed from the timeline. */
  removed: DataEntry[];
  /** Number of rows that the timeline already has. */
  known: number;
  skipped: Skipped[];
}

export interface Failed<F> {
  state: "failed";
  fault: F;
  /** The company's own words, safe to show. */
  reason?: string | undefined;
}

/** Includes faults of the file. */
export type DataFault = TextFault | Extract<CustomerData, { ok: false }>["fault"];

/** `other-text`: the text's hash differs from the hash in the company's file. */
export type PromiseFault = TextFault | "other-text";

export interface KeptPromiseText extends Undoable {
  state: "kept";
}

export const FROM_COMPANY = {
  /** `named`: the request gives the name by which the company knows the user. */
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
  /** Stores the text. `batch` is null if it was stored before. */
  "fetch-promise": command("ui", z.strictObject({ company: CompanyId })).answers<
    KeptPromiseText | Failed<PromiseFault>
  >(),
} as const;

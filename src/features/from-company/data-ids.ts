// Ids of timeline entries from a company's file. Two readings of one row have the same id, on every device.
import { identityOf } from "../../core/timeline/company-data.ts";
import { sha256 } from "../../platform/clock.ts";
import type { DataEntry } from "../../signal/data-row.ts";

const CHARACTERS = 32;

export const idsOf = (company: string, entries: readonly DataEntry[]): Promise<string[]> =>
  Promise.all(
    entries.map(async (entry) => `data ${(await sha256(`${company} ${identityOf(entry)}`)).slice(0, CHARACTERS)}`),
  );

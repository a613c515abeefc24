// Sentences about a company's data file: its entries, the rows that are left out, and faults.
import type { DataFault, DataPreview, Failed } from "../../core/commands/from-company.ts";
import type { DataEntry } from "../../signal/data-row.ts";
import { date, list, moment } from "../../ui/formats.ts";
import { plural, t, word } from "../../ui/messages.ts";

export const entryDay = (entry: DataEntry): string =>
  entry.moment === undefined ? date(entry.day) : moment(entry.moment);

/** New, changed, removed and known rows: one sentence for each kind that occurs. */
export function countTexts({ rows, fresh, changed, known }: DataPreview): string[] {
  return [
    plural("data_rows", rows),
    ...(fresh.length === 0 ? [] : [plural("data_fresh", fresh.length)]),
    ...(changed.length === 0 ? [] : [plural("data_changed", changed.length)]),
    ...(known === 0 ? [] : [plural("data_known", known)]),
    ...(fresh.length + changed.length === 0 ? [t("data_nothing_new")] : []),
  ];
}

const MOST_NUMBERS = 10;

export const skippedTexts = ({ skipped }: DataPreview): string[] =>
  skipped.map(({ reason, rows }) => {
    const numbers = list([...rows.slice(0, MOST_NUMBERS).map(String), ...(rows.length > MOST_NUMBERS ? ["…"] : [])]);
    return t("data_skipped", { why: word("data_skip", reason), rows: numbers });
  });

export function faultText({ fault, reason }: Failed<DataFault>): string {
  const sentence = word("text_fault", fault);
  return reason === undefined ? sentence : t("text_fault_said", { sentence, reason });
}

// Sentence of an entry from a company's data file, in its preview and in the timeline.
import type { DataEntry } from "../signal/data-row.ts";
import { money } from "./formats.ts";
import { t } from "./messages.ts";

/** The kind of the entry, with its amount. */
export function dataEntryText({ kind, from, amount }: Pick<DataEntry, "kind" | "from" | "amount">): string {
  if (kind === "message") return t(from === "customer" ? "entry_data_to_company" : "event_contact");
  if (amount === undefined) return t(kind === "order" ? "entry_data_order" : "entry_data_invoice");
  const sum = money(amount.value, amount.currency);
  return t(kind === "order" ? "entry_data_order_amount" : "entry_data_invoice_amount", { amount: sum });
}

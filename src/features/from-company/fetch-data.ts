// Fetches a company's file about the user and compares it with the timeline. Stores nothing.
import { Refusal } from "../../core/commands/errors.ts";
import type { DataFault, DataPreview, Failed, Skipped } from "../../core/commands/from-company.ts";
import type { Payload } from "../../core/commands/index.ts";
import { isVisible, type Row } from "../../core/record/change.ts";
import { entityOf } from "../../core/record/tables.ts";
import { dataFields, saysTheSame } from "../../core/timeline/company-data.ts";
import { database } from "../../record/database.ts";
import { type DataRow, MOST_DATA_BYTES, readCustomerData } from "../../signal/customer-data.ts";
import type { DataEntry } from "../../signal/data-row.ts";
import { idsOf } from "./data-ids.ts";
import { fetchText } from "./fetch-text.ts";
import { type DataOffer, readDataOffer } from "./read-offer.ts";

const TYPES = ["application/json", "application/ld+json"];

export async function fetchData({ company, named }: Payload<"fetch-data">): Promise<DataPreview | Failed<DataFault>> {
  const offer = await readDataOffer(company);
  if (offer === null || (named && offer.handle === null)) throw new Refusal("not-found", company);
  const handle = named ? offer.handle : null;
  const answer = await fetchText(offer, { types: TYPES, atMost: MOST_DATA_BYTES, handle });
  if ("state" in answer) return answer;
  const read = readCustomerData(answer.text.replace(/^\ufeff/, ""));
  if (!read.ok) return { state: "failed", fault: read.fault };
  return compare(offer, read);
}

type Read = Extract<ReturnType<typeof readCustomerData>, { ok: true }>;

async function compare({ company, host }: DataOffer, { rows, entries, skipped }: Read): Promise<DataPreview> {
  const ids = await idsOf(company, entries);
  const stored = await database.events.bulkGet(ids);
  const preview: DataPreview = {
    state: "read",
    host,
    rows,
    fresh: [],
    changed: [],
    removed: [],
    known: 0,
    skipped: [],
  };
  const twice: DataRow[] = [];
  const seen = new Set<string>();
  for (const [index, { row, ...entry }] of entries.entries()) {
    const id = ids[index] ?? "";
    if (seen.has(id)) twice.push({ row });
    else add(preview, entry, { before: stored[index], company });
    seen.add(id);
  }
  preview.skipped = grouped([...skipped, ...twice.map(({ row }) => ({ row, reason: "twice" as const }))]);
  return preview;
}

function add(
  preview: DataPreview,
  entry: DataEntry,
  { before, company }: { before: Row | undefined; company: string },
) {
  if (before === undefined) return void preview.fresh.push(entry);
  if (!isVisible(before)) return void preview.removed.push(entry);
  const event = entityOf("events", before);
  if (event !== null && saysTheSame(event, dataFields(entry, company, preview.host))) preview.known += 1;
  else preview.changed.push(entry);
}

function grouped(skipped: readonly (DataRow & Pick<Skipped, "reason">)[]): Skipped[] {
  const groups = new Map<Skipped["reason"], number[]>();
  for (const { reason, row } of skipped) groups.set(reason, [...(groups.get(reason) ?? []), row]);
  return [...groups].map(([reason, rows]) => ({ reason, rows }));
}

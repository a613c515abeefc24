// Grants and receipts for the screens on shared data. Reads receipts newest first until a page is full.
import { companyName } from "../../core/companies/company-name.ts";
import { compareText, mergeSorted } from "../../core/record/merge-sorted.ts";
import type { Grant } from "../../core/sharing/grant.ts";
import { grantState } from "../../core/sharing/grant.ts";
import { isOfReading, type Receipt, type ReceiptKind, receiptKind } from "../../core/sharing/receipt.ts";
import { instantNow } from "../../platform/clock.ts";
import { readCompanyFile } from "../../record/company-file.ts";
import { readCompanyDomains } from "../../record/company-links.ts";
import { database, entitiesOf } from "../../record/database.ts";
import { onThisDevice, readHeld } from "../../record/held-grants.ts";
import { readDeliveries } from "../../record/read-record.ts";
import { endpointFor } from "./company-endpoint.ts";
import { readSentHere } from "./may-deliver.ts";
import type { WithdrawalProps } from "./withdrawal.tsx";

export interface ListedReceipt {
  receipt: Receipt;
  until: string | null;
  /** Text that the company could read before; null if there was none, undefined if it was not loaded. */
  before?: string | null;
  name: string;
  /** Null for receipts of texts that a company reads itself. */
  delivery: Omit<WithdrawalProps, "name"> | null;
}

export interface GrantsAndReceipts {
  grants: { grant: Grant; state: ReturnType<typeof grantState>; name: string }[];
  receipts: ListedReceipt[];
}

export interface Wanted {
  /** Matches the company's name or domain, or the receipt's text. */
  search?: string;
  kind?: ReceiptKind | "";
  most: number;
}

/** The grants and receipts of all domains of a company, since each domain has its own. */
export async function readGrantsAndReceipts(company: string | null, wanted: Wanted): Promise<GrantsAndReceipts> {
  const domains = company === null ? null : await readCompanyDomains(company);
  const grantRows = domains === null ? await database.grants.toArray() : await database.grants.bulkGet(domains);
  const grants = entitiesOf(
    "grants",
    grantRows.flatMap((row) => row ?? []),
  );
  const [names, held] = [await namesOf(domains), await readHeld()];
  const nameOf = (id: string) => companyName(id, names.get(id));
  const search = (wanted.search ?? "").trim().toLowerCase();
  const isNamed = (id: string) => `${nameOf(id)} ${id}`.toLowerCase().includes(search);
  const now = instantNow();
  const lists = await Promise.all((domains ?? [null]).map((domain) => receiptsOf(domain, wanted, { search, isNamed })));
  const receipts = mergeSorted(lists, newerFirst, wanted.most);
  const deliveries = await deliveriesOf(receipts.map(({ receipt }) => receipt));
  return {
    grants: grants
      .filter(({ id }) => search === "" || isNamed(id))
      .map((row) => onThisDevice(row, held))
      .map((grant) => ({ grant, state: grantState(grant, now), name: nameOf(grant.id) })),
    receipts: receipts.map((dated) => ({
      ...dated,
      name: nameOf(dated.receipt.company),
      delivery: deliveries.get(dated.receipt.delivery ?? "") ?? null,
    })),
  };
}

interface Dated {
  receipt: Receipt;
  until: string | null;
  before?: string | null;
}

/** By creation, since ids are creation stamps. */
const newerFirst = (one: Dated, other: Dated): number => compareText(other.receipt.id, one.receipt.id);

async function receiptsOf(
  domain: string | null,
  { kind = "", most }: Wanted,
  { search, isNamed }: { search: string; isNamed: (id: string) => boolean },
): Promise<Dated[]> {
  // A receipt ends the period of the one before it, even if it does not match the search.
  const next = new Map<string, string>();
  const found: Dated[] = [];
  /** Receipts whose previous text is not known yet, by company. */
  const open = new Map<string, Dated[]>();
  const close = (company: string, before: string | null) => {
    for (const one of open.get(company) ?? []) one.before = before;
    open.delete(company);
  };
  const rows =
    domain === null ? database.receipts.reverse() : database.receipts.where("company").equals(domain).reverse();
  await rows
    .until(() => found.length >= most)
    .each((row) => {
      const [receipt] = entitiesOf("receipts", [row]);
      if (receipt === undefined) return;
      const until = next.get(receipt.company) ?? null;
      if (isOfReading(receipt)) next.set(receipt.company, receipt.at);
      if (receiptKind(receipt) === "shared") close(receipt.company, receipt.payload);
      const fits = search === "" || isNamed(receipt.company) || receipt.payload.toLowerCase().includes(search);
      if (!fits || (kind !== "" && receiptKind(receipt) !== kind)) return;
      const dated: Dated = { receipt, until };
      found.push(dated);
      if (receiptKind(receipt) === "shared") open.set(receipt.company, [dated]);
    });
  // All receipts are read: the oldest text of a company has none before it.
  if (found.length < most) for (const company of [...open.keys()]) close(company, null);
  return found;
}

/** The deliveries of these receipts by key, each with the other deliveries to its company. */
async function deliveriesOf(receipts: readonly Receipt[]): Promise<Map<string, Omit<WithdrawalProps, "name">>> {
  const sent = receipts.filter(({ delivery }) => delivery !== undefined);
  const sentHere = sent.length === 0 ? [] : await readSentHere();
  const found = new Map<string, Omit<WithdrawalProps, "name">>();
  for (const company of new Set(sent.map((receipt) => receipt.company))) {
    const [all, stored] = await Promise.all([readDeliveries("company", company), readCompanyFile(company)]);
    const endpoint = endpointFor(stored, "withdraw");
    for (const delivery of all) found.set(delivery.id, { delivery, all, sentHere, endpoint });
  }
  return found;
}

async function namesOf(ids: readonly string[] | null): Promise<Map<string, string>> {
  const rows = ids === null ? await database.companies.toArray() : await database.companies.bulkGet([...ids]);
  return new Map(
    entitiesOf(
      "companies",
      rows.flatMap((row) => row ?? []),
    ).map(({ id, name }) => [id, name]),
  );
}

// The companies with the newest notes, for the popup on a page of no company.
import type { RecentCompany } from "../../core/commands/companies.ts";
import { compareText } from "../../core/record/merge-sorted.ts";
import { readNewestCompanies } from "./read-companies.ts";
import { readLastValues } from "./read-last-values.ts";

const SHOWN = 3;

export async function lookAtRecent(): Promise<RecentCompany[]> {
  const noted = (await readNewestCompanies()).flatMap((row) =>
    row.counter === undefined || row.counter.latestAt === "" ? [] : [{ ...row, at: row.counter.latestAt }],
  );
  const newest = noted.sort((one, other) => compareText(other.at, one.at)).slice(0, SHOWN);
  const values = await readLastValues(newest);
  return newest.map(({ id, name, at }) => ({ id, name, at, values: values.get(id) ?? [] }));
}

// Kinds that an edit of a company's own rules opens although they are refused otherwise, and the question about them.
import type { StoredRule } from "../../core/preferences/preference.ts";
import { reopenedKinds } from "../../core/preferences/reopening.ts";
import type { DisclosureQuestion } from "../../core/sharing/disclosure-diff.ts";
import { localDate } from "../../platform/clock.ts";
import { productsOf, readCompanyFile } from "../../record/company-file.ts";
import { writeIfConfirmed } from "../../record/confirm-disclosure.ts";
import { readCompanyGroup, readLayers, readTimeZone } from "../../record/read-record.ts";
import type { Edit, EditPlan } from "../../record/write.ts";
import type { Kind } from "../../signal/vocabulary.ts";

/** `change`: computes the company's own rules after the edit from those before it. */
export async function openedKinds(company: string, change: (rules: StoredRule[]) => StoredRule[]): Promise<Kind[]> {
  const [{ sector }, timeZone, stored] = await Promise.all([
    readCompanyGroup(company),
    readTimeZone(),
    readCompanyFile(company),
  ]);
  const before = await readLayers(company, sector);
  const after = { ...before, company: { ...before.company, rules: change(before.company?.rules ?? []) } };
  return reopenedKinds("company", [before, after], { products: productsOf(stored), today: localDate(timeZone) });
}

/**
 * Writes. `readOpened`: the kinds that the edit opens; it asks only if there are such kinds, and only about them. Null
 * asks about every widening.
 */
export async function writeOpening(
  readOpened: () => Promise<Kind[] | null>,
  edits: readonly Edit[] | EditPlan,
  confirmed: boolean | string,
): Promise<{ batch: string | null; ids: string[] } | DisclosureQuestion> {
  const latest: { opened: Kind[] | null } = { opened: null };
  const done = await writeIfConfirmed(edits, async () => {
    latest.opened = await readOpened();
    return latest.opened?.length === 0 || confirmed;
  });
  const { opened } = latest;
  if (opened === null || !("asks" in done)) return done;
  const widenings = [{ what: "contact" as const, kinds: opened }];
  return { ...done, asks: done.asks.map((ask) => ({ ...ask, widenings })) };
}

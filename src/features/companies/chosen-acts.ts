// Acts on the chosen companies, each with one Undo.
import { send } from "../../platform/messages/send.ts";
import { confirm } from "../../ui/confirm.tsx";
import { confirmDisclosure } from "../../ui/confirm-disclosure.ts";
import { plural, t } from "../../ui/messages.ts";
import { attempt } from "../../ui/refusals.ts";
import { say } from "../../ui/toast.tsx";
import { sayWithUndo, undoBatches } from "../../ui/undo.ts";
import type { CompanyEdit } from "./merge-company.tsx";
import type { CompanyRow } from "./read-companies.ts";

/** Null if the act was declined or refused. */
type Act = (company: string) => Promise<{ batch: string | null } | null>;

/** Stops at the first act that was declined or refused; earlier ones stay, and Undo reverts them. */
async function actOnEach(companies: readonly string[], act: Act): Promise<boolean> {
  const batches: string[] = [];
  let isDone = true;
  for (const company of companies) {
    const done = await act(company);
    if (done?.batch) batches.push(done.batch);
    isDone = done !== null;
    if (!isDone) break;
  }
  if (batches.length > 0) say(plural("chosen_done", batches.length), () => void undoBatches(batches));
  return isDone;
}

export const editEach = (companies: readonly string[], fields: CompanyEdit): Promise<boolean> =>
  actOnEach(companies, (company) =>
    confirmDisclosure((confirmed) => attempt(send("edit-company", { company, ...fields, confirmed }))),
  );

/** Domains that may read, including paused ones. */
export const takeBackEach = (domains: readonly string[]): Promise<boolean> =>
  actOnEach(domains, (company) => attempt(send("revoke-company", { company })));

/** The company with the most days noted keeps its name; the others become domains of it. */
export async function mergeAll(rows: readonly CompanyRow[]): Promise<boolean> {
  const [main, ...others] = [...rows].sort((one, other) => (other.counter?.days ?? 0) - (one.counter?.days ?? 0));
  if (main === undefined) return false;
  const isWanted = await confirm({
    title: t("chosen_merge_title", { company: main.name }),
    lines: others.map(({ name }) => t("chosen_merge_line", { company: name, main: main.name })),
    yes: t("chosen_merge"),
    no: t("rule_discard"),
  });
  const merging = others.map(({ id }) => id);
  return isWanted && editEach(merging, { sameAs: main.id });
}

/** One command, so that one Undo restores everything. */
export async function removeAll(rows: readonly CompanyRow[], mayRead: boolean): Promise<boolean> {
  const companies = rows.map(({ id }) => id);
  const isWanted = await confirm({
    title: plural("chosen_remove_title", companies.length),
    lines: [
      t("chosen_remove_line"),
      ...(mayRead ? [t("chosen_remove_reads")] : []),
      ...(rows.some(({ grants }) => grants.length > 0) ? [t("chosen_remove_proof")] : []),
      t("chosen_remove_undo"),
    ],
    yes: t("chosen_remove"),
    no: t("rule_discard"),
  });
  const removed = isWanted ? await attempt(send("remove-companies", { companies })) : null;
  if (removed !== null) sayWithUndo(plural("chosen_removed", companies.length), removed.batch);
  return removed !== null;
}

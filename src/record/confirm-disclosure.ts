// Requires confirmation for writes that disclose more. The check itself is one of the write hooks (`checkDisclosure`).
import {
  type DisclosureQuestion,
  questionText,
  type Widening,
  type WiderDisclosure,
} from "../core/sharing/disclosure-diff.ts";
import { dryRun, type Edit, type EditPlan, write } from "./write.ts";
import { type RowChange, writeHooks } from "./write-hooks.ts";

/** A dry run: the rows that the edits would change, and the companies that could read or do more. Writes nothing. */
export async function previewDisclosure(
  edits: readonly Edit[] | EditPlan,
): Promise<{ touched: readonly RowChange[]; asks: WiderDisclosure[] }> {
  const touched = await dryRun(edits);
  return { touched, asks: await writeHooks().checkDisclosure(touched) };
}

/**
 * Writes, unless a company could then read or do more and the user has not confirmed exactly that. In that case it
 * writes nothing and returns the companies and their widenings. `confirmed`: the `question` that the user confirmed;
 * true skips the check. `asking`: the widenings that require confirmation; undefined means all.
 */
export async function writeIfConfirmed(
  edits: readonly Edit[] | EditPlan,
  confirmed: boolean | string,
  asking?: readonly Widening["what"][],
): Promise<{ batch: string | null; ids: string[] } | DisclosureQuestion> {
  if (confirmed !== true) {
    const { asks: wider } = await previewDisclosure(edits);
    const asks = wider.filter(({ widenings }) =>
      widenings.some(({ what }) => asking === undefined || asking.includes(what)),
    );
    const question = questionText(asks);
    if (asks.length > 0 && question !== confirmed) return { asks, question };
  }
  const { batch, ids } = await write(edits);
  return { batch, ids };
}

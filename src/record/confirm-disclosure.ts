// Requires confirmation for writes that disclose more. The check itself is one of the write hooks (`checkDisclosure`).

import {
  type DisclosureQuestion,
  questionText,
  type Widening,
  type WiderDisclosure,
} from "../core/sharing/disclosure-diff.ts";
import { decidingMoment } from "./deciding.ts";
import { dryRun, type Edit, type EditPlan } from "./write.ts";
import { type RowChange, writeHooks } from "./write-hooks.ts";
import { writeUnmoved } from "./write-unmoved.ts";

/** A dry run: the rows that the edits would change, and the companies that could read or do more. Writes nothing. */
export async function previewDisclosure(
  edits: readonly Edit[] | EditPlan,
): Promise<{ touched: readonly RowChange[]; asks: WiderDisclosure[] }> {
  const touched = await dryRun(edits);
  return { touched, asks: await writeHooks().checkDisclosure(touched) };
}

/** True, or the `question` that the user confirmed. */
type Confirmed = boolean | string;

/** Resolves once every earlier decision has been stored or ended. */
let earlier: Promise<void> = Promise.resolve();

/**
 * Writes, unless a company could then read or do more and the user has not confirmed exactly that. In that case it
 * writes nothing and returns the companies and their widenings. `confirmed`: the `question` that the user confirmed, or
 * a function that decides about it; true skips the check. `asking`: the widenings that require confirmation; undefined
 * means all. Two edits that widen nothing alone may widen together, so it checks again after any other write. Calls
 * store their edits in the order in which they were made, however long each check takes.
 */
export async function writeIfConfirmed(
  edits: readonly Edit[] | EditPlan,
  confirmed: Confirmed | (() => Promise<Confirmed>),
  asking?: readonly Widening["what"][],
): Promise<{ batch: string | null; ids: string[] } | DisclosureQuestion> {
  const before = earlier;
  let stored = (): void => {};
  earlier = new Promise((done) => {
    stored = done;
  });
  await before;
  try {
    for (;;) {
      const moment = decidingMoment();
      const agreed = typeof confirmed === "function" ? await confirmed() : confirmed;
      const question = agreed === true ? null : await questionOf(edits, asking);
      if (question !== null && question.question !== agreed) return question;
      const written = await writeUnmoved(edits, moment, { stored });
      if (written !== null) return { batch: written.batch, ids: written.ids };
    }
  } finally {
    stored();
  }
}

/** Null if no company could read or do more in a way that requires confirmation. */
async function questionOf(
  edits: readonly Edit[] | EditPlan,
  asking: readonly Widening["what"][] | undefined,
): Promise<DisclosureQuestion | null> {
  const { asks: wider } = await previewDisclosure(edits);
  const asks = wider.filter(({ widenings }) =>
    widenings.some(({ what }) => asking === undefined || asking.includes(what)),
  );
  return asks.length === 0 ? null : { asks, question: questionText(asks) };
}

// Before a write: whether a company would see or may do more than the user has said yes to. Who knows that is told at start.
import {
  type DisclosureQuestion,
  questionText,
  type Widening,
  type WiderDisclosure,
} from "../core/sharing/disclosure-diff.ts";
import { dryRun, type Edit, type EditPlan, write } from "./write.ts";
import type { RowChange } from "./write-hooks.ts";

type Weigh = (touched: readonly RowChange[]) => Promise<WiderDisclosure[]>;

let weigh: Weigh = async () => [];

/** Stated once by the entry that wires the background. */
export const beforeWrite = (weighing: Weigh): void => {
  weigh = weighing;
};

/** Rows that the edits would change, and the companies that would see or may do more. Writes nothing. */
export async function previewDisclosure(
  edits: readonly Edit[] | EditPlan,
): Promise<{ touched: readonly RowChange[]; asks: WiderDisclosure[] }> {
  const touched = await dryRun(edits);
  return { touched, asks: await weigh(touched) };
}

/**
 * Writes, unless a company would see or may do more and the user has not confirmed exactly that: then it writes nothing
 * and returns the companies and their widenings. `confirmed`: the `question` that the user answered with yes; true if
 * the user needs no question. `asking`: the widenings that need a question; undefined means all.
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

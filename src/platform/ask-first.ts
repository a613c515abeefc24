// Before a write: whether a company would see or may do more than the user has said yes to. Who knows that is told at start.
import { type Asks, questionOf, type Widening } from "../core/widening.ts";
import type { Touched } from "./after-write.ts";
import { type Edit, type Plan, rehearse, write } from "./write.ts";

type Weigh = (touched: readonly Touched[]) => Promise<Asks["asks"]>;

let weigh: Weigh = async () => [];

/** Stated once by the entry that wires the background. */
export const beforeWrite = (weighing: Weigh): void => {
  weigh = weighing;
};

/** What edits would change, and who would see or may do more by it. Nothing is written. */
export async function weighed(
  edits: readonly Edit[] | Plan,
): Promise<{ touched: readonly Touched[]; asks: Asks["asks"] }> {
  const touched = await rehearse(edits);
  return { touched, asks: await weigh(touched) };
}

/**
 * Writes, unless a company would see or may do more by it and the user has not confirmed just that: then nothing is
 * written and the answer says who would see what. `confirmed` is the `question` that was answered with yes; true
 * where the user needs no question. `asking` names what must be asked for; all of it where it is missing.
 */
export async function writeOrAsk(
  edits: readonly Edit[] | Plan,
  confirmed: boolean | string,
  asking?: readonly Widening["what"][],
): Promise<{ batch: string | null; ids: string[] } | Asks> {
  if (confirmed !== true) {
    const { asks: wider } = await weighed(edits);
    const asks = wider.filter(({ widenings }) =>
      widenings.some(({ what }) => asking === undefined || asking.includes(what)),
    );
    const question = questionOf(asks);
    if (asks.length > 0 && question !== confirmed) return { asks, question };
  }
  const { batch, ids } = await write(edits);
  return { batch, ids };
}

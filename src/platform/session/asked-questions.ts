// Questions that pages asked, until a window or the next reconciliation stores them. Adding one takes the same steps
// whatever the user decided before, so that its duration tells the page nothing.
import { browser } from "../browser/browser.ts";
import { makeSerialQueue } from "../serial-queue.ts";

const KEY = "asked";
const MOST = 60;
const MOST_OF_ONE = 3;

export interface QueuedQuestion {
  company: string;
  /** Instant. */
  at: string;
  question: unknown;
}

const inTurn = makeSerialQueue();

async function readAsked(): Promise<QueuedQuestion[]> {
  // Only this file writes the key, and storage.session ends with the browser, so every stored value has this shape.
  return ((await browser.storage.session.get(KEY))[KEY] ?? []) as QueuedQuestion[];
}

/** Drops the question if its company, or all companies together, asked too many. */
export const keepAsked = (asked: QueuedQuestion): Promise<void> =>
  inTurn(async () => {
    const kept = await readAsked();
    const own = kept.filter(({ company }) => company === asked.company);
    if (own.length >= MOST_OF_ONE || kept.length >= MOST) return;
    await browser.storage.session.set({ [KEY]: [...kept, asked] });
  });

/** The questions so far, oldest first. They stay until `work` has stored them. */
export const takeAsked = (work: (asked: readonly QueuedQuestion[]) => Promise<void>): Promise<void> =>
  inTurn(async () => {
    const asked = await readAsked();
    if (asked.length === 0) return;
    await work(asked);
    await browser.storage.session.remove(KEY);
  });

// Requests to a page's browser as its company would send them, by the events of SIGNAL.md, and a count of the answers.
import type { Surface } from "./driver.ts";
import { stays } from "./wait.ts";

declare const window: Window & { answers?: number };

/** Counts the answers that the document gets from now on. */
export const hear = (surface: Surface): Promise<void> =>
  surface.evaluate(() => {
    window.answers = 0;
    window.addEventListener("cmr:preferences", () => {
      window.answers = (window.answers ?? 0) + 1;
    });
  });

export const answers = (surface: Surface): Promise<number> => surface.evaluate(() => window.answers ?? -1);

/** Sends all requests at once. */
export const ask = (surface: Surface, ...details: string[]): Promise<void> =>
  surface.evaluate((sent) => {
    for (const detail of sent) window.dispatchEvent(new CustomEvent("cmr:request", { detail }));
  }, details);

/** Time in which an answer would arrive. */
const ANSWERED_MS = 1000;

export const getsNoAnswer = (surface: Surface): Promise<void> =>
  stays("without an answer", async () => (await answers(surface)) === 0, ANSWERED_MS);

export const getsAtMost = (surface: Surface, most: number): Promise<void> =>
  stays(`at most ${most} answers`, async () => (await answers(surface)) <= most, ANSWERED_MS);

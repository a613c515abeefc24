// A tap followed at once by closing the popup.
import type { Surface } from "./driver.ts";

/** Taps as soon as the faces exist, and closes the popup `milliseconds` later. */
export const tapAndClose = (popup: Surface, face: string, milliseconds: number): Promise<unknown> =>
  popup
    .evaluate(
      async (testId, wait) => {
        const input = () => document.querySelector<HTMLInputElement>(`[data-testid="${testId}"] input`);
        while (input() === null) await new Promise((next) => setTimeout(next, 1));
        input()?.click();
        setTimeout(() => window.close(), wait);
      },
      face,
      milliseconds,
    )
    // The document may be gone before it has answered.
    .catch(() => {});

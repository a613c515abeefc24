// Debounce of buttons: pressing a button again while its act runs, or right after, does nothing.
import { useRef } from "preact/hooks";

/** A second press after this time is deliberate. */
const SAME_PRESS_MILLISECONDS = 2000;

/** The last act of this window, until SAME_PRESS_MILLISECONDS after its end. */
let last: { owner: object; what: string } | null = null;

/** Allows the same act again at once, after Undo. */
export const mayDoAgain = (): void => {
  last = null;
};

/**
 * `work` resolves to true if it had an effect; after false, the same act may be tried again at once. `what` names the
 * act of a button that has several.
 */
export function useOnce<A extends unknown[]>(
  work: (...args: A) => Promise<boolean>,
  what = "",
): (...args: A) => Promise<void> {
  const owner = useRef({ isBusy: false }).current;
  return async (...args) => {
    if (owner.isBusy || (last?.owner === owner && last.what === what)) return;
    owner.isBusy = true;
    try {
      if (await work(...args)) remember({ owner, what });
    } finally {
      owner.isBusy = false;
    }
  };
}

function remember(act: { owner: object; what: string }): void {
  last = act;
  setTimeout(() => {
    if (last === act) last = null;
  }, SAME_PRESS_MILLISECONDS);
}

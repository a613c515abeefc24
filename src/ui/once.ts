// One press, one act: pressed again while it is under way, or right after it was done, a button does nothing more.
import { useRef } from "preact/hooks";

/** A second press that comes later than this is meant. */
const SAME_PRESS_MILLISECONDS = 2000;

/** The act that was done last in this window, while a press of the same button would be the same press. */
let last: { owner: object; what: string } | null = null;

/** After Undo the same act may be done again at once. */
export const mayDoAgain = (): void => {
  last = null;
};

/**
 * `work` resolves to true if it did something; after false, the same may be tried again at once. `what` names the act,
 * for a button that can do several.
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

// Answers the browser's own permission dialog when it comes. How it is pressed is each browser's matter.
import { sleep, until } from "./wait.ts";

export type PromptMode = "allow" | "refuse";

export interface Prompts {
  /** Answers the next dialog so; replaces what was expected before. */
  expect(mode: PromptMode): void;
  /** Resolves when the expected dialog was answered. */
  answered(): Promise<void>;
  /** No dialog is expected any more. */
  forget(): void;
}

/** `press` answers the dialog and says whether there was one. */
export function promptsPressedBy(press: (mode: PromptMode) => Promise<boolean>): Prompts {
  let round = 0;
  let watching: Promise<void> = Promise.resolve();
  return {
    expect(mode) {
      round += 1;
      const mine = round;
      const look = async () => {
        if (mine !== round) return true;
        await sleep(100);
        return press(mode);
      };
      watching = until(`the browser's permission dialog, to ${mode}`, look, 45_000).then(() => {});
      // Whoever wants to know asks `answered`; a test that never does must not fail on it.
      watching.catch(() => {});
    },
    answered: () => watching,
    forget() {
      round += 1;
    },
  };
}

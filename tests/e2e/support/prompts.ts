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

/** Answers the open dialog, unless that is no longer wanted, and says whether it did. */
export type Press = (mode: PromptMode, wanted: () => boolean) => Promise<boolean>;

export function promptsPressedBy(press: Press): Prompts {
  let round = 0;
  let watching: Promise<void> = Promise.resolve();
  return {
    expect(mode) {
      round += 1;
      const mine = round;
      const wanted = () => mine === round;
      const look = async () => {
        await sleep(100);
        return !wanted() || (await press(mode, wanted));
      };
      const before = watching.catch(() => {});
      watching = before.then(() => until(`the browser's permission dialog, to ${mode}`, look, 45_000)).then(() => {});
      // Whoever wants to know asks `answered`; a test that never does must not fail on it.
      watching.catch(() => {});
    },
    answered: () => watching,
    forget() {
      round += 1;
    },
  };
}

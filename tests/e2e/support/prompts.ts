// Answers the browser's own permission dialog when it opens. Each browser provides its press.
import { sleep, until } from "./wait.ts";

export type PromptMode = "allow" | "refuse";

export interface Prompts {
  /** Sets the answer to the next dialog. Replaces an earlier one. */
  expect(mode: PromptMode): void;
  /** Resolves after the answer to the expected dialog. */
  answered(): Promise<void>;
  /** Expects no further dialog. */
  forget(): void;
}

/** Answers the open dialog, unless it is no longer expected. Returns whether it did. */
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
      // `answered` reports a failure; a test that never awaits it must not fail.
      watching.catch(() => {});
    },
    answered: () => watching,
    forget() {
      round += 1;
    },
  };
}

// Frame of one step: its question as a heading, which gets the focus, and the work in progress as a sentence.
import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";
import { useFirstFocus } from "../../ui/first-focus.ts";
import { t } from "../../ui/messages.ts";

export function StepFrame({ title, children }: { title: string; children: ComponentChildren }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useFirstFocus(heading);
  return (
    <div class="stack">
      <h2 ref={heading} tabIndex={-1}>
        {title}
      </h2>
      {children}
    </div>
  );
}

/** Runs one piece of work at a time; `isBusy` is true meanwhile. */
export function useWork(): { isBusy: boolean; run: (work: () => Promise<unknown>) => void } {
  const [isBusy, setBusy] = useState(false);
  const run = (work: () => Promise<unknown>): void => {
    if (isBusy) return;
    // Starts before any state changes, since browsers show their questions only in the click itself.
    const running = work();
    setBusy(true);
    void running.finally(() => setBusy(false));
  };
  return { isBusy, run };
}

export const Working = ({ isBusy, text = t("sync_working") }: { isBusy: boolean; text?: string }) => (
  <p class="muted" role="status">
    {isBusy ? text : ""}
  </p>
);

interface ActionProps {
  label: string;
  testId: string;
  disabled?: boolean;
  onPress: () => void;
}

/** The primary button of a step. Stays focusable while it cannot be pressed. */
export const Action = ({ label, testId, disabled = false, onPress }: ActionProps) => (
  <button
    type="submit"
    class="primary start"
    aria-disabled={disabled}
    data-testid={testId}
    onClick={(event) => {
      event.preventDefault();
      if (!disabled) onPress();
    }}
  >
    {label}
  </button>
);

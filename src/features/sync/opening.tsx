// Button that opens a form below it, and closes it again. The form is drawn only while it is open.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";

interface OpeningProps {
  label: string;
  testId: string;
  /** Open from the start, for example after a button elsewhere. */
  isOpen?: boolean;
  children: (close: () => void) => ComponentChildren;
}

export function Opening({ label, testId, isOpen = false, children }: OpeningProps) {
  const [open, setOpen] = useState(isOpen);
  return (
    <div class="stack">
      <button type="button" class="start" aria-expanded={open} data-testid={testId} onClick={() => setOpen(!open)}>
        {label}
      </button>
      {open && <div class="stack opened">{children(() => setOpen(false))}</div>}
    </div>
  );
}

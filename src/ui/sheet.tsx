// A sheet over the page, opened from anywhere in its window. Its fields keep their drafts when it closes.
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { createStore } from "zustand/vanilla";
import { ICONS, Icon } from "./icons.tsx";
import { t } from "./messages.ts";
import { useStore } from "./store.ts";

interface SheetProps<T> {
  title: string;
  /** Handle of the sheet; its button has `<testId>-close`. */
  testId: string;
  children: (value: T) => ComponentChildren;
}

/** One sheet of a window. `Sheet` is rendered once; `open` shows it with a value for its contents. */
export function makeSheet<T extends object>() {
  const opened = createStore<{ value: T | null }>(() => ({ value: null }));
  const close = (): void => opened.setState({ value: null });
  function Sheet({ title, testId, children }: SheetProps<T>) {
    const value = useStore(opened, (state) => state.value);
    const dialog = useRef<HTMLDialogElement>(null);
    useLayoutEffect(() => {
      if (value !== null && dialog.current?.open === false) dialog.current.showModal();
      if (value === null) dialog.current?.close();
    }, [value]);
    // A close event arrives late; that of the previous sheet must not close the current one.
    const closed = () => dialog.current?.open !== true && close();
    return (
      <dialog ref={dialog} class="sheet" aria-labelledby={`${testId}-title`} data-testid={testId} onClose={closed}>
        {value !== null && (
          <>
            <header class="card-head">
              <h2 id={`${testId}-title`}>{title}</h2>
              <button
                type="button"
                class="icon"
                aria-label={t("note_close")}
                data-testid={`${testId}-close`}
                onClick={close}
              >
                <Icon d={ICONS.close} />
              </button>
            </header>
            {children(value)}
          </>
        )}
      </dialog>
    );
  }
  return { open: (value: T): void => opened.setState({ value }), close, Sheet };
}

// The one line that says what just happened, with Undo; and the one that says what went wrong. Announced, never stacked.
import { createStore } from "zustand/vanilla";
import { t } from "./messages.ts";
import { useStore } from "./store.ts";

interface Toast {
  text: string;
  fault: boolean;
  undo: (() => void) | null;
}

const toasts = createStore<{ toast: Toast | null }>(() => ({ toast: null }));

export const say = (text: string, undo: (() => void) | null = null): void =>
  toasts.setState({ toast: { text, fault: false, undo } });

export const complain = (text: string): void => toasts.setState({ toast: { text, fault: true, undo: null } });

export const hush = (): void => toasts.setState({ toast: null });

/** Stays until it is dismissed or the next thing happens: no time limit on Undo that a person can see. */
export function Toasts() {
  const toast = useStore(toasts, (state) => state.toast);
  const said = toast?.fault === false ? toast : null;
  const fault = toast?.fault === true ? toast : null;
  return (
    <div class="toasts">
      <div role="status" class={said === null ? "visually-hidden" : "toast"} data-testid="status">
        {said !== null && <span>{said.text}</span>}
        {said?.undo && (
          <button type="button" class="link" data-testid="undo" onClick={said.undo}>
            {t("undo")}
          </button>
        )}
        {said !== null && <Dismiss />}
      </div>
      <div role="alert" class={fault === null ? "visually-hidden" : "toast fault"} data-testid="fault">
        {fault !== null && <span>{fault.text}</span>}
        {fault !== null && <Dismiss />}
      </div>
    </div>
  );
}

const Dismiss = () => (
  <button type="button" class="icon" aria-label={t("dismiss")} data-testid="dismiss" onClick={hush}>
    <svg viewBox="0 0 16 16" aria-hidden="true">
      <path d="M4 4l8 8M12 4l-8 8" />
    </svg>
  </button>
);

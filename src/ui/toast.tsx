// Messages of a window: one line about the last act, with Undo, and one about a failure. Announced to screen readers,
// never stacked.
import { useEffect, useRef } from "preact/hooks";
import { createStore } from "zustand/vanilla";
import { t } from "./messages.ts";
import { mayDoAgain } from "./once.ts";
import { useStore } from "./store.ts";

interface Toast {
  text: string;
  fault: boolean;
  undo: (() => void) | null;
}

const toasts = createStore<{ toast: Toast | null }>(() => ({ toast: null }));

/** Shows a message. `text` names the act that `undo` reverts. */
export const say = (text: string, undo: (() => void) | null = null): void =>
  toasts.setState({ toast: { text, fault: false, undo } });

export const complain = (text: string): void => toasts.setState({ toast: { text, fault: true, undo: null } });

export const hush = (): void => toasts.setState({ toast: null });

/** A message under the pointer or with the focus stays. */
const SHOWN_MILLISECONDS = 8000;
const HELD_MILLISECONDS = 1000;

/** Row of its own, so that a message covers nothing. An error stays until the next act. */
export function Toasts() {
  const toast = useStore(toasts, (state) => state.toast);
  const box = useRef<HTMLDivElement>(null);
  const said = toast?.fault === false ? toast : null;
  const fault = toast?.fault === true ? toast : null;
  useEffect(followUse, []);
  useEffect(() => {
    if (said === null) return;
    let timer = setTimeout(go, SHOWN_MILLISECONDS);
    function go() {
      if (document.hidden || isHeld(box.current)) timer = setTimeout(go, HELD_MILLISECONDS);
      else hush();
    }
    return () => clearTimeout(timer);
  }, [said]);
  return (
    <div class="toasts" ref={box}>
      <div role="status" class={said === null ? "visually-hidden" : "toast"} data-testid="status">
        {said !== null && <span>{said.text}</span>}
        {said?.undo && <Undo text={said.text} undo={said.undo} />}
        {said !== null && <Dismiss />}
      </div>
      <div role="alert" class={fault === null ? "visually-hidden" : "toast fault"} data-testid="fault">
        {fault !== null && <span>{fault.text}</span>}
        {fault !== null && <Dismiss />}
      </div>
    </div>
  );
}

const isHeld = (box: HTMLElement | null): boolean =>
  box !== null && (box.matches(":hover") || box.contains(document.activeElement));

function Undo({ text, undo }: { text: string; undo: () => void }) {
  const press = () => {
    mayDoAgain();
    undo();
  };
  return (
    <button type="button" class="link" aria-label={t("undo_of", { what: text })} data-testid="undo" onClick={press}>
      {t("undo")}
    </button>
  );
}

const Dismiss = () => (
  <button type="button" class="icon" aria-label={t("dismiss")} data-testid="dismiss" onClick={hush}>
    <svg viewBox="0 0 16 16" aria-hidden="true">
      <path d="M4 4l8 8M12 4l-8 8" />
    </svg>
  </button>
);

/** Using any control ends a message, except controls that only open or close a part of the page (OPENS). */
const CONTROL = "button, a[href], select, input, label";
const OPENS = "[aria-expanded], summary, .toasts *";

/** Hides the message with the next act. Pressing the same control again does not count as another act. */
function followUse(): () => void {
  let used: Element | null = null;
  const follow = (event: Event) => {
    const control = event.target instanceof Element ? event.target.closest(CONTROL) : null;
    const isTyping = control instanceof HTMLInputElement && /^(?:text|search)$/.test(control.type);
    if (control === null || isTyping || control.matches(OPENS) || control === used) return;
    used = control;
    hush();
  };
  const chosen = (event: Event) => {
    if (event.target instanceof HTMLSelectElement) follow(event);
  };
  const pressed = (event: Event) => {
    if (!(event.target instanceof HTMLSelectElement)) follow(event);
  };
  // Capture phase: runs before other listeners, so that the message about this very press stays.
  document.addEventListener("click", pressed, true);
  document.addEventListener("change", chosen, true);
  return () => {
    document.removeEventListener("click", pressed, true);
    document.removeEventListener("change", chosen, true);
  };
}

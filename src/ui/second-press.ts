// The second press of a double click. The first one may change the page, for instance remove a row: without this, the
// second press would act on whatever has moved under the pointer.

/** Buttons that end something or lead on: nobody presses one twice on purpose. */
const ONCE = ".danger, .link";

/** Lets the second press of a double click through only on the control of the first one, and never on `ONCE`. */
export function ignoreSecondPresses(): void {
  let first: Element | null = null;
  document.addEventListener(
    "click",
    (event) => {
      const pressed = controlAt(event.target);
      if (event.detail > 1 && pressed !== null && (pressed !== first || pressed.matches(ONCE))) {
        event.preventDefault();
        event.stopImmediatePropagation();
      }
      first = pressed;
    },
    true,
  );
}

/** A label and its field are one control: a press on the label also clicks the field. */
function controlAt(target: EventTarget | null): Element | null {
  const control = target instanceof Element ? target.closest("button, a, summary, label, input, select") : null;
  return control instanceof HTMLLabelElement ? (control.control ?? control) : control;
}

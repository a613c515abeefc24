// The bar below the popup's content, for the main act. In the flow, so that it covers nothing.
import { type ComponentChildren, render } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";

const SLOT = "fixed-bar";

/** The bar's place. A window without it shows the acts in place. */
export const FixedBar = () => <div class="fixed-bar" id={SLOT} />;

/** Shows its children in the bar while it is mounted. */
export function InBar({ children }: { children: ComponentChildren }) {
  const [slot] = useState(() => document.getElementById(SLOT));
  useLayoutEffect(() => {
    if (slot !== null) render(children, slot);
  });
  useLayoutEffect(
    () => () => {
      if (slot !== null) render(null, slot);
    },
    [],
  );
  return slot === null ? children : null;
}

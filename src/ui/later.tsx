// Component that loads when it is first shown, so that unopened pages do not delay the window.
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";

type Part<P> = (props: P) => ComponentChildren;

/** Renders nothing until the module is loaded (a few milliseconds, from the package), and immediately from then on. */
export function later<P extends object>(load: () => Promise<Part<P>>): Part<P> {
  let loaded: Part<P> | null = null;
  return function Later(props: P) {
    const [Shown, show] = useState<Part<P> | null>(() => loaded);
    useEffect(() => {
      if (Shown === null)
        void load().then((part) => {
          loaded = part;
          show(() => part);
        });
    }, []);
    return Shown === null ? null : <Shown {...props} />;
  };
}

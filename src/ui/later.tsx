// A part of a window that is loaded when it is first shown, so that what nobody opened delays nothing.
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";

type Part<P> = (props: P) => ComponentChildren;

/** Shows nothing until it is there: a few milliseconds, from the package. Once loaded it is there at once. */
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

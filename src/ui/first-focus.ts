// Where the focus goes when something new is drawn: with the drawing itself.
import type { RefObject } from "preact";
import { useLayoutEffect } from "preact/hooks";

/** Again whenever one of `because` changes. After the paint it would be taken from who has begun to type elsewhere. */
export const useFirstFocus = (target: RefObject<HTMLElement | null>, because: readonly unknown[] = []): void =>
  useLayoutEffect(() => target.current?.focus(), because);

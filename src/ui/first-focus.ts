// Focuses an element of a new page or form in the same turn that renders it.
import type { RefObject } from "preact";
import { useLayoutEffect } from "preact/hooks";

/**
 * Repeats when one of `because` changes. Runs before the paint, since a later focus could interrupt a user who has
 * begun to type elsewhere.
 */
export const useFirstFocus = (target: RefObject<HTMLElement | null>, because: readonly unknown[] = []): void =>
  useLayoutEffect(() => target.current?.focus(), because);

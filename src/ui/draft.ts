// Draft of an unsaved form, stored with every change, so that another page, a reload or a closed window loses nothing.
// Every form uses it; the caller provides the store and the parser.
import { useEffect, useRef, useState } from "preact/hooks";

export interface DraftStore {
  read: (key: string) => Promise<string | null>;
  /** An empty text deletes the draft. */
  keep: (key: string, text: string) => Promise<void>;
}

export interface Draft<T> {
  /** Undefined until the store has answered; null if there is no draft. */
  value: T | null | undefined;
  /** Shows a form without typed text; the stored draft stays. */
  show: (change: DraftUpdate<T>) => void;
  /**
   * Shows and stores the form; null deletes it. A closing field may report its last text late: `(now) => now && next`
   * ignores that if the form is gone.
   */
  keep: (change: DraftUpdate<T>) => void;
  /** Deletes the stored draft, and still shows it. */
  forget: () => void;
}

export type DraftUpdate<T> = T | null | ((now: T | null) => T | null);

/** `read` returns null for a text that is no such form. */
export function useDraft<T extends object>(store: DraftStore, key: string, read: (text: string) => T | null): Draft<T> {
  const [, draw] = useState(0);
  // Also in a ref, since two changes may come before the next render, and an Undo long after it.
  const held = useRef<{ key: string; value: T | null | undefined }>({ key, value: undefined });
  if (held.current.key !== key) held.current = { key, value: undefined };
  const show = (change: DraftUpdate<T>): T | null => {
    const value = typeof change === "function" ? change(held.current.value ?? null) : change;
    held.current = { key, value };
    draw((times) => times + 1);
    return value;
  };
  const put = (text: string): void => void store.keep(key, text).catch(console.warn);
  useEffect(() => {
    const begin = (value: T | null) => held.current.key === key && held.current.value === undefined && show(value);
    store.read(key).then(
      (text) => begin(text === null ? null : read(text)),
      () => begin(null),
    );
  }, [key]);
  return {
    value: held.current.value,
    show,
    keep: (change) => {
      const next = show(change);
      put(next === null ? "" : JSON.stringify(next));
    },
    forget: () => put(""),
  };
}

// Something that is typed and not saved yet: kept with every change, so that another page, a reload or a closed window loses
// nothing. One mechanism for every form; where it is kept is given, and how a text becomes a form again.
import { useEffect, useRef, useState } from "preact/hooks";

export interface DraftStore {
  read: (key: string) => Promise<string | null>;
  /** An empty text forgets. */
  keep: (key: string, text: string) => Promise<void>;
}

export interface Draft<T> {
  /** Undefined until it is known whether something was kept; null where nothing is being typed. */
  value: T | null | undefined;
  /** Shows a form in which nothing was typed yet; what was kept stays. */
  show: (change: Change<T>) => void;
  /**
   * Shows and keeps what was typed; null forgets it. A field that is closed may tell its last text late: `(now) => now && next`
   * takes none for a form that is gone.
   */
  keep: (change: Change<T>) => void;
  /** Forgets what was kept, and goes on showing it. */
  forget: () => void;
}

export type Change<T> = T | null | ((now: T | null) => T | null);

/** `read` is null for a text that is no such form. */
export function useDraft<T extends object>(store: DraftStore, key: string, read: (text: string) => T | null): Draft<T> {
  const [, draw] = useState(0);
  // Not only state: two changes may come before the next drawing, and an Undo long after it.
  const held = useRef<{ key: string; value: T | null | undefined }>({ key, value: undefined });
  if (held.current.key !== key) held.current = { key, value: undefined };
  const show = (change: Change<T>): T | null => {
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

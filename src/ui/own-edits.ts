// Edits of a form that its live query has not delivered yet. The next edit builds on them: a stored value may be
// several edits old, and an edit of that value would undo the ones between.
import { useEffect, useRef, useState } from "preact/hooks";
import { canonical } from "../core/record/change.ts";

/** A live query may never deliver an edit, because another window replaced it: afterwards the stored values apply. */
const UNREAD_MS = 3000;

export interface OwnEdits<T> {
  /** Newest own value of each member that was edited and is not delivered yet. */
  unread: () => Partial<T>;
  /** Applies an edit, and returns a function to call with true once it is saved, or false if it was refused. */
  begin: (edit: Partial<T>) => (isSaved: boolean) => void;
  /** Drops own values unless an edit is under way: the stored values apply. */
  forget: () => void;
}

/** `stored`: the members as the live query last delivered them. Null and undefined are the same value. */
export function useOwnEdits<T extends object>(stored: Partial<T>): OwnEdits<T> {
  const [, draw] = useState(0);
  const own = useRef<{ edits: Partial<T>; saved: Partial<T>; underWay: number }>({ edits: {}, saved: {}, underWay: 0 });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const set = (changed: Partial<typeof own.current>) => {
    own.current = { ...own.current, ...changed };
    draw((times) => times + 1);
  };
  const { edits, saved, underWay } = own.current;
  if (underWay === 0) own.current = { edits: differing(edits, stored), saved: differing(saved, stored), underWay };
  useEffect(() => () => clearTimeout(timer.current), []);
  const forget = () => {
    if (own.current.underWay === 0) set({ edits: {}, saved: {} });
  };
  const end = (edit: Partial<T>, isSaved: boolean) => {
    const kept = isSaved ? { ...own.current.saved, ...edit } : own.current.saved;
    // A refused edit leaves those that were saved before it.
    set({ saved: kept, underWay: own.current.underWay - 1, ...(isSaved ? {} : { edits: kept }) });
    clearTimeout(timer.current);
    timer.current = setTimeout(forget, UNREAD_MS);
  };
  return {
    unread: () => own.current.edits,
    begin: (edit) => {
      set({ edits: { ...own.current.edits, ...edit }, underWay: own.current.underWay + 1 });
      return (isSaved) => end(edit, isSaved);
    },
    forget,
  };
}

/** The edits whose value the store does not have. */
function differing<T extends object>(edits: Partial<T>, stored: Partial<T>): Partial<T>;
function differing(edits: object, stored: object): object {
  const known = new Map<string, unknown>(Object.entries(stored));
  const isUnread = ([member, value]: [string, unknown]) => canonical(value) !== canonical(known.get(member));
  return Object.fromEntries(Object.entries(edits).filter(isUnread));
}

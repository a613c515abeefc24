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
  /** True while an edit is under way or not delivered: the stored values are older than what the user sees. */
  isPending: () => boolean;
}

/** One member of one edit. */
interface OwnValue {
  edit: object;
  member: string;
  value: unknown;
}

interface Own {
  /** In the order of the edits. */
  values: readonly OwnValue[];
  underWay: number;
  /** The members as last delivered. */
  stored: object;
}

/** `stored`: the members as the live query last delivered them. Null and undefined are the same value. */
export function useOwnEdits<T extends object>(stored: Partial<T>): OwnEdits<T> {
  const [, draw] = useState(0);
  const own = useRef<Own>({ values: [], underWay: 0, stored });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const set = (changed: Partial<Own>) => {
    own.current = { ...own.current, ...changed };
    draw((times) => times + 1);
  };
  own.current = { ...own.current, stored, values: undelivered(own.current, stored) };
  useEffect(() => () => clearTimeout(timer.current), []);
  const forget = () => {
    if (own.current.underWay === 0) set({ values: [] });
  };
  const end = (edit: object, isSaved: boolean) => {
    const { values, underWay } = own.current;
    // A refused edit leaves those that were made before and after it.
    set({ underWay: underWay - 1, ...(isSaved ? {} : { values: values.filter((one) => one.edit !== edit) }) });
    clearTimeout(timer.current);
    timer.current = setTimeout(forget, UNREAD_MS);
  };
  return {
    unread: () => newestOf<T>(own.current.values),
    begin: (edit) => {
      const { values, underWay, stored } = own.current;
      const made = Object.entries(edit).map(([member, value]) => ({ edit, member, value }));
      // The stored value itself needs no delivery, unless another own value comes before.
      const fresh = made.filter(
        ({ member, value }) =>
          values.some((one) => one.member === member) || canonical(value) !== canonical(valueIn(stored, member)),
      );
      set({ values: [...values, ...fresh], underWay: underWay + 1 });
      return (isSaved) => end(edit, isSaved);
    },
    forget,
    isPending: () => own.current.underWay > 0 || own.current.values.length > 0,
  };
}

/**
 * One control over a stored value: the value to show, and a function that shows another one and saves it. `save`
 * resolves to false if it was refused: the stored value shows again.
 */
export function useOwnValue<T>(stored: T, save: (value: T) => Promise<boolean>): [T, (value: T) => Promise<void>] {
  const own = useOwnEdits<{ value: T }>({ value: stored });
  const { value = stored } = own.unread();
  const change = async (next: T) => {
    // Called before any state changes, since browsers grant permissions only in the click itself.
    const saving = save(next);
    const end = own.begin({ value: next });
    end(await saving.catch(() => false));
  };
  return [value, change];
}

const valueIn = (members: object, member: string): unknown =>
  new Map<string, unknown>(Object.entries(members)).get(member);

function newestOf<T extends object>(values: readonly OwnValue[]): Partial<T>;
function newestOf(values: readonly OwnValue[]): object {
  return Object.fromEntries(values.map(({ member, value }) => [member, value]));
}

/**
 * The own values after a delivery. A delivered value ends the edits up to the one that stored it. Equality alone would
 * not do: a value that was changed and changed back equals the stored one before either edit is delivered.
 */
function undelivered({ values, stored: before }: Own, stored: object): readonly OwnValue[] {
  if (values.length === 0 || before === stored) return values;
  return [...new Set(values.map(({ member }) => member))].reduce((left, member) => {
    const text = canonical(valueIn(stored, member));
    if (text === canonical(valueIn(before, member))) return left;
    const own = left.filter((one) => one.member === member);
    const ended = own.slice(0, own.findIndex(({ value }) => canonical(value) === text) + 1);
    return left.filter((one) => !ended.includes(one));
  }, values);
}

export interface OwnRows<T> {
  /** The newest form of a row: the one that this window saved, until the live query has had time to deliver it. */
  newest: (id: string, stored: T) => T;
  keep: (id: string, saved: T) => void;
  /** After Undo, the stored row applies. */
  forget: (id: string) => void;
}

/** Rows that this window saved: an editor that opens on one again must not begin with its earlier state. */
export function makeOwnRows<T extends object>(): OwnRows<T> {
  const rows = new Map<string, T>();
  return {
    newest: (id, stored) => rows.get(id) ?? stored,
    keep: (id, saved) => {
      rows.set(id, saved);
      setTimeout(() => rows.get(id) === saved && rows.delete(id), UNREAD_MS);
    },
    forget: (id) => void rows.delete(id),
  };
}

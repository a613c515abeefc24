// Readers of parsed JSON that name the path of the first invalid member. For files whose unknown members are kept.
import { elements, Invalid, oneOf, record, text } from "./checks.ts";

/** Reads a value; `name` is its path in the file, such as "products.0.id". */
export type Reader<T> = (value: unknown, name: string) => T;

/** Unlike a document, a participation file must not use null for a missing member. */
export const optional =
  <T>(read: Reader<T>): Reader<T | undefined> =>
  (value, name) =>
    value === undefined ? undefined : read(value, name);

export const each =
  <T>(read: Reader<T>): Reader<T[]> =>
  (value, name) =>
    elements(value, name).map((element, index) => read(element, `${name}.${index}`));

export const oneWordOf =
  <const T extends string>(words: readonly T[]): Reader<T> =>
  (value, name) =>
    oneOf(value, words, name);

export const textWhere =
  (isSound: (text: string) => boolean, form: string, most = Number.POSITIVE_INFINITY): Reader<string> =>
  (value, name) => {
    const read = text(value, name, most);
    if (!isSound(read)) throw new Invalid(`"${name}" is not ${form}`, name);
    return read;
  };

export const filled = (most: number): Reader<string> => textWhere((read) => read !== "", "filled in", most);

export function listOf<T>(read: Reader<T>, { least = 0, most }: { least?: number; most: number }): Reader<T[]> {
  return (value, name) => {
    const { length } = elements(value, name);
    if (length < least || length > most) throw new Invalid(`"${name}" has a wrong length`, name);
    return each(read)(value, name);
  };
}

/** The members of an object, and a reader for one of them. `rest` holds all members unchanged. */
export function membersIn(value: unknown, name: string) {
  const raw = record(value, name);
  const path = (member: string) => (name === "" ? member : `${name}.${member}`);
  const read = <T>(member: string, reader: Reader<T>): T => reader(raw[member], path(member));
  return { rest: membersOf(value, name), read };
}

/** A copy of the object without a member that would set its prototype. */
export const membersOf = (value: unknown, name: string): Record<string, unknown> =>
  Object.fromEntries(Object.entries(record(value, name)).filter(([key]) => key !== "__proto__"));

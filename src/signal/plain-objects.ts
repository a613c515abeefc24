// Typed access to the members of plain objects. TypeScript types the results of `Object.keys` and `Object.fromEntries` loosely.

/** The value as an object with unknown members; an empty object if it is no object. */
export const objectFrom = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null ? { ...value } : {};

/** The keys of an object that has no members beyond its type. */
export const keysOf = <T extends object>(value: T): Extract<keyof T, string>[] =>
  Object.keys(value).filter((key): key is Extract<keyof T, string> => key in value);

/** Members that may be undefined become optional. */
export type WithoutUndefined<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** A copy without the members that are undefined. */
export function withoutUndefined<T extends object>(value: T): WithoutUndefined<T>;
export function withoutUndefined(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined));
}

/** A copy of the same type without the members that are undefined, for types whose members may all be absent. */
export function prune<T extends object>(value: T): T {
  const copy = { ...value };
  for (const key of keysOf(copy)) if (copy[key] === undefined) delete copy[key];
  return copy;
}

/** An object with these keys. */
export function recordOf<K extends string, V>(keys: readonly K[], value: (key: K) => V): Record<K, V>;
export function recordOf(keys: readonly string[], value: (key: string) => unknown): object {
  return Object.fromEntries(keys.map((key) => [key, value(key)]));
}

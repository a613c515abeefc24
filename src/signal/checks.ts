// Checks of the members of a parsed value. Each returns the value with its type, or throws Invalid with a reason.
import { isCalendarDate, isInstant } from "./dates.ts";
import { keysOf } from "./plain-objects.ts";

/** `member` is the name of the invalid member, or its path if the reader passed one. */
export class Invalid extends Error {
  constructor(
    message: string,
    readonly member = "",
  ) {
    super(message);
  }
}

export type Raw = Readonly<Record<string, unknown>>;

export function record(value: unknown, name: string): Raw {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Invalid(`${name} is not an object`, name);
  // Own members only: a parsed "__proto__" key must never reach a prototype chain.
  return Object.assign(Object.create(null), value);
}

/** The elements of a list; holes become undefined. */
export function elements(value: unknown, name: string): unknown[] {
  if (!Array.isArray(value)) throw new Invalid(`"${name}" is not a list`, name);
  return Array.from(value);
}

export function boundedList<T>(value: unknown, name: string, read: (element: unknown) => T): T[] {
  if (Array.isArray(value) && value.length > 500) throw new Invalid(`"${name}" is too long`, name);
  return elements(value, name).map((element) => read(element));
}

export function text(value: unknown, name: string, most: number): string {
  if (typeof value !== "string" || value.length > most) throw new Invalid(`"${name}" is not a text of ≤ ${most}`, name);
  return value;
}

export function flag(value: unknown, name: string): boolean {
  if (typeof value !== "boolean") throw new Invalid(`"${name}" is not true or false`, name);
  return value;
}

export function oneOf<const T extends string>(value: unknown, words: readonly T[], name: string): T {
  const found = words.find((word) => word === value);
  if (found === undefined) throw new Invalid(`"${name}" is not one of ${words.join(", ")}`, name);
  return found;
}

/** The word, or undefined for an unknown one, so that a later vocabulary stays readable. */
export function knownWord<const T extends string>(value: unknown, words: readonly T[], name: string): T | undefined {
  const said = text(value, name, 80);
  return words.find((word) => word === said);
}

/** The known words of a list. */
export const known = <const T extends string>(value: unknown, words: readonly T[], name: string): T[] =>
  boundedList(value, name, (element) => knownWord(element, words, name)).flatMap((word) => word ?? []);

function sound(isSound: (text: string) => boolean, form: string) {
  return (value: unknown, name: string): string => {
    if (typeof value !== "string" || !isSound(value)) throw new Invalid(`"${name}" is not ${form}`, name);
    return value;
  };
}

const DURATION = /^P(?=\d|T\d)(?:\d+Y)?(?:\d+M)?(?:\d+W)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?$/;
const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$/;

export const instant = sound(isInstant, "an instant in UTC");
export const calendarDate = sound(isCalendarDate, "a date");
export const time = sound((value) => TIME.test(value), "a time HH:MM");
export const duration = sound((value) => value.length <= 20 && DURATION.test(value), "a duration");

/** Null means a missing member. */
export const maybe = <T>(value: unknown, read: (value: unknown) => T): T | undefined =>
  value === undefined || value === null ? undefined : read(value);

/** Deletes the undefined members of the object itself and returns it. */
export function deleteUndefined<T extends object>(value: T): T {
  for (const key of keysOf(value)) if (value[key] === undefined) delete value[key];
  return value;
}

/** Members that reach the prototype of an object they are copied into. */
const DANGEROUS = ["__proto__", "constructor", "prototype"];

/** With U+FFFD for each half of a surrogate pair: no UTF-8 holds it, and some languages refuse it. */
export const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, "\ufffd");

/** A deep copy of plain JSON without dangerous members. */
export function plain(value: unknown, name: string, levels = 16): unknown {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number" && Number.isFinite(value)) return value;
  if (typeof value !== "object") throw new Invalid(`a ${name} holds something that is not JSON`);
  if (levels === 0) throw new Invalid(`a ${name} is too deep`);
  if (Array.isArray(value)) return boundedList(value, name, (element) => plain(element, name, levels - 1));
  const members = Object.entries(value).filter(([key, member]) => !DANGEROUS.includes(key) && member !== undefined);
  return Object.fromEntries(members.map(([key, member]) => [key, plain(member, name, levels - 1)]));
}

/** The same for each text and each name in a value. Recursive. */
export function allWellFormed(value: unknown): unknown {
  if (typeof value === "string") return wellFormed(value);
  if (Array.isArray(value)) return value.map(allWellFormed);
  if (!isNested(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [wellFormed(key), allWellFormed(member)]));
}

/** True if a parsed value has more levels of lists and objects than this. Not recursive. */
export function isDeeper(value: unknown, levels: number): boolean {
  let level = [value].filter(isNested);
  for (let depth = 0; level.length > 0; depth++) {
    if (depth === levels) return true;
    level = level.flatMap((nested) => Object.values(nested).filter(isNested));
  }
  return false;
}

const isNested = (value: unknown): value is object => typeof value === "object" && value !== null;

/** Deeply frozen. */
export function frozen<T>(value: T): T {
  if (typeof value !== "object" || value === null) return value;
  for (const member of Object.values(value)) frozen(member);
  return Object.freeze(value);
}

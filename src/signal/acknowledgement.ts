// A company's acknowledgement of a document: a statement about its intentions. Changes nothing for the customer.
import { deleteUndefined, Invalid, oneOf, record, text } from "./checks.ts";

export const HONOUR_ANSWERS = ["yes", "partly", "no"] as const;
export type HonourAnswer = (typeof HONOUR_ANSWERS)[number];

export interface Acknowledgement {
  /** The company's own reference for this promise; the customer sees it. */
  receipt?: string | undefined;
  /** The company's intention, by path: `{ "contact.offers": "yes", "contact.limits": "no" }`. */
  honours?: Readonly<Record<string, HonourAnswer>> | undefined;
  /** The company's name for a signed-in customer: opaque, at most 128 visible characters. */
  handle?: string | undefined;
}

const MOST_PATHS = 50;
const HANDLE = /^[\x21-\x7e]{1,128}$/;

/** Reads an acknowledgement without its unknown members; null if a known member is invalid. Never throws. */
export function readAcknowledgement(value: unknown): Acknowledgement | null {
  try {
    const { receipt, honours, handle } = record(value, "acknowledgement");
    return deleteUndefined({
      receipt: receipt === undefined ? undefined : text(receipt, "receipt", 200),
      honours: honours === undefined ? undefined : readHonours(honours),
      handle: handle === undefined ? undefined : readHandle(handle),
    });
  } catch (error) {
    if (error instanceof Invalid) return null;
    throw error;
  }
}

function readHonours(value: unknown): Record<string, HonourAnswer> {
  const paths = Object.entries(record(value, "honours")).filter(([path]) => path !== "__proto__");
  if (paths.length > MOST_PATHS) throw new Invalid('"honours" is too long', "honours");
  return Object.fromEntries(paths.map(([path, answer]) => [text(path, path, 80), oneOf(answer, HONOUR_ANSWERS, path)]));
}

function readHandle(value: unknown): string {
  if (typeof value !== "string" || !HANDLE.test(value)) throw new Invalid('"handle" is not a handle', "handle");
  return value;
}

// A company's promise as the user stored it: the whole text, its hash and its address, in an entry of the timeline.
import * as z from "zod/mini";
import type { TimelineEvent } from "../record/tables.ts";

export const MOST_PROMISE_BYTES = 65_536;

const PromiseText = z.looseObject({
  by: z.literal("company"),
  promiseText: z.string().check(z.maxLength(MOST_PROMISE_BYTES)),
  /** SHA-256 of the text's bytes, lower-case hexadecimal, as in the company's file. */
  sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  url: z.string().check(z.maxLength(2000)),
});

export interface KeptPromise {
  id: string;
  /** Instant at which the text was fetched. */
  at: string;
  text: string;
  sha256: string;
  url: string;
}

/** The stored text of an event; null for every other event. */
export function keptPromiseOf({ id, at, detail }: Pick<TimelineEvent, "id" | "at" | "detail">): KeptPromise | null {
  const parsed = "promiseText" in detail ? PromiseText.safeParse(detail) : null;
  if (parsed?.success !== true) return null;
  const { promiseText, sha256, url } = parsed.data;
  return { id, at, text: promiseText, sha256, url };
}

/** One entry for each text of a company, on every device. */
export const promiseTextId = (company: string, sha256: string): string => `promise-text ${company} ${sha256}`;

// Invented diaries: feelings on given days, and pseudo-random numbers.

import type { Feeling } from "../../../src/core/record/tables.ts";
import type { Value } from "../../../src/signal/feeling-vocabulary.ts";
import { numbersFrom } from "../../../src/signal/statistics/seeded.ts";

export const dayOf = (instant: string): string => instant.slice(0, 10);

export const dayNumber = (number: number): string => new Date(Date.UTC(2026, 0, 1 + number)).toISOString().slice(0, 10);

export const feeling = (day: string, value: Value, more: Partial<Feeling> = {}): Feeling => ({
  id: `${day}-${more.company ?? "shop.example"}`,
  at: `${day}T12:00:00Z`,
  company: "shop.example",
  scale: 5,
  value,
  how: "self",
  delayMinutes: 0,
  ...more,
});

/** Numbers between 0 and 1 that are the same in every run. */
export function chance(seed: number): () => number {
  const next = numbersFrom(seed);
  return () => (next() + 0.5) / 0x1_0000_0000;
}

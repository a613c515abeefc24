// Diaries made up for tests: feelings on given days, and people whose mood lasts from one visit to the next.
import type { Feeling } from "../../src/core/entities.ts";
import type { Value } from "../../src/core/feeling.ts";
import { numbersFrom } from "../../src/core/insight/seeded.ts";

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

/** A standard normal number (Box & Muller 1958). */
export const normal = (random: () => number): number =>
  Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());

/** What one visit carries over to the next. */
const LASTING = 0.3;

/** How visits felt, in standard deviations: each like the one before by LASTING, with variance 1. */
export function moods(visits: number, random: () => number): number[] {
  const list: number[] = [];
  for (let index = 0; index < visits; index++) {
    const before = list.at(-1);
    list.push(
      before === undefined ? normal(random) : LASTING * before + Math.sqrt(1 - LASTING * LASTING) * normal(random),
    );
  }
  return list;
}

/** The word nearest to a mood: thresholds as people use them, more often in the middle than at the ends. */
export const asValue = (mood: number): Value =>
  mood < -1.5 ? -2 : mood < -0.5 ? -1 : mood < 0.5 ? 0 : mood < 1.5 ? 1 : 2;

// Invented people for the simulation of "did it get better": their moods, their use of the five words, and the moment
// at which they speak up. Chance is sfc32 (Doty-Humphrey, PractRand), never the product's own generator.
import type { Value } from "../../../src/signal/feeling-vocabulary.ts";

/** Numbers between 0 and 1, the same for the same seed. */
export function chanceOfSeed(seed: number): () => number {
  let [a, b, c, counter] = [seed | 0, 0x9e3779b9 | 0, ~seed, 1];
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return ((sum >>> 0) + 0.5) / 0x1_0000_0000;
  };
  for (let warm = 0; warm < 16; warm++) next();
  return next;
}

/** Two standard normal numbers at once (Marsaglia & Bray 1964). */
function normals(random: () => number): readonly [number, number] {
  for (;;) {
    const [x, y] = [2 * random() - 1, 2 * random() - 1];
    const square = x * x + y * y;
    if (square >= 1 || square === 0) continue;
    const factor = Math.sqrt((-2 * Math.log(square)) / square);
    return [x * factor, y * factor];
  }
}

/** Moods of this number of visits: variance 1, correlation `lasting` between neighbours. */
export function course(visits: number, lasting: number, random: () => number): number[] {
  const fresh = Math.sqrt(1 - lasting * lasting);
  const list: number[] = [];
  while (list.length < visits)
    for (const number of normals(random)) {
      const before = list.at(-1);
      list.push(before === undefined ? number : lasting * before + fresh * number);
    }
  return list.slice(0, visits);
}

/** Moods at which the second to the fifth word begin. */
export const SHAPES = {
  even: [-1.5, -0.5, 0.5, 1.5],
  "mostly good": [-2.2, -1.5, -0.8, 0.3],
  "mostly bad": [-0.3, 0.8, 1.5, 2.2],
  "mostly neither": [-2.2, -1.2, 1.2, 2.2],
  "good or bad": [-1, -0.15, 0.15, 1],
} as const;
export type Shape = keyof typeof SHAPES;
export const SHAPE_NAMES = Object.keys(SHAPES) as Shape[];

/** The word for a mood. */
export function wordFor(mood: number, shape: Shape): Value {
  const [second, third, fourth, fifth] = SHAPES[shape];
  return mood < second ? -2 : mood < third ? -1 : mood < fourth ? 0 : mood < fifth ? 1 : 2;
}

/** Visits before the intervention, including the three that the comparison leaves out, and after it. */
export type Length = "8 + 8" | "mixed";
export const LENGTHS: readonly Length[] = ["8 + 8", "mixed"];

export const ASIDE = 3;

export function lengthsOf(length: Length, random: () => number): { before: number; after: number } {
  const between = (least: number, most: number): number => least + Math.floor(random() * (most - least + 1));
  return length === "mixed" ? { before: between(9, 20), after: between(6, 14) } : { before: 8 + ASIDE, after: 8 };
}

/**
 * Spoke up at once after three bad visits in a row, from the eleventh visit on. A simulated person without such a run
 * is replaced by another one.
 */
export function untilBadRun(after: number, shape: Shape, random: () => number): { before: number; moods: number[] } {
  for (;;) {
    const moods = course(41 + after, 0.3, random);
    let run = 0;
    for (let index = 0; index <= 40; index++) {
      if (run >= 3 && index >= 8 + ASIDE) return { before: index, moods: moods.slice(0, index + 1 + after) };
      run = wordFor(moods[index] ?? 0, shape) < 0 ? run + 1 : 0;
    }
  }
}

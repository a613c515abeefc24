// Medians, and the confidence of a ratio of two medians: a 95 % bootstrap interval over whole rounds.

const RESAMPLES = 2000;

export function median(values) {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

export const percentile = (values, share) => {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
};

/** Mulberry32 with a fixed seed: the same samples give the same interval. */
function randomNumbers(seed = 1) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Resamples whole rounds: sample n of both lists belongs to round n. */
export function ratioOf(values, references) {
  if (values.length !== references.length || values.length === 0)
    throw new Error("samples without their reference in the same round");
  const random = randomNumbers();
  const ratios = Array.from({ length: RESAMPLES }, () => {
    const drawn = values.map(() => Math.floor(random() * values.length));
    return median(drawn.map((round) => values[round])) / median(drawn.map((round) => references[round]));
  });
  return {
    value: median(values),
    referenceValue: median(references),
    ratio: median(values) / median(references),
    low: percentile(ratios, 0.025),
    high: percentile(ratios, 0.975),
    samples: values.length,
  };
}

/**
 * Rounds of named measurements, there and back again (A B C C B A), so that drift affects all equally. Returns a list
 * of samples for each name, two a round. A slow machine does fewer rounds and gets a wider interval.
 */
export async function interleaved(rounds, subjects, { mostSeconds = 60, leastRounds = 6 } = {}) {
  const names = Object.keys(subjects);
  const samples = Object.fromEntries(names.map((name) => [name, []]));
  const start = Date.now();
  for (let round = 0; round < rounds; round++) {
    if (round >= leastRounds && Date.now() - start > mostSeconds * 1000) break;
    for (const name of [...names, ...names.toReversed()]) samples[name].push(await subjects[name](round));
  }
  return samples;
}

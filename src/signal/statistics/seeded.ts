// Deterministic pseudo-random numbers: the same data give the same numbers on every device.

/** Fowler–Noll–Vo 1a over the bytes of 32-bit numbers: an unsigned 32-bit number. */
export function fingerprint(numbers: Iterable<number>): number {
  let hash = 0x811c9dc5;
  for (const number of numbers) {
    for (let shift = 0; shift < 32; shift += 8) {
      hash = Math.imul(hash ^ ((number >>> shift) & 0xff), 0x01000193);
    }
  }
  return hash >>> 0;
}

/**
 * Unsigned 32-bit numbers, one per call: a counter in steps of the golden ratio, each mixed by shifts and products
 * (Steele, Lea & Flood 2014, doi:10.1145/2660193.2660195; here with 32 bits). Not for secrets.
 */
export function numbersFrom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  };
}

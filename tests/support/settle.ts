// Waiting for work that nobody holds a promise of, without a clock: until nothing is queued any more.
// fake-indexeddb queues each step by setImmediate, and digests come from a thread: both are counted.

const immediate = globalThis.setImmediate;
let queued = 0;

/** Counts from now on; once a process. */
function count(): void {
  const counted = (work: (...args: unknown[]) => void, ...args: unknown[]) => {
    queued++;
    return immediate(() => {
      queued--;
      work(...args);
    });
  };
  globalThis.setImmediate = counted as typeof setImmediate;
  const digest = crypto.subtle.digest.bind(crypto.subtle);
  crypto.subtle.digest = (algorithm, bytes) => {
    queued++;
    return digest(algorithm, bytes).finally(() => void queued--);
  };
}

count();

/** Resolves when nothing was queued for a few turns of the event loop. */
export async function settled(): Promise<void> {
  for (let quiet = 0; quiet < 4; quiet = queued === 0 ? quiet + 1 : 0) {
    await new Promise<void>((resolve) => void immediate(() => resolve()));
  }
}

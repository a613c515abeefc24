// Waits for work that has no promise, without a clock, until nothing is queued. fake-indexeddb queues each step with
// setImmediate, and digests come from a thread; this counts both.

/** One for the thread, however often it loads this module. */
const thread = globalThis as { counting?: { immediate: typeof setImmediate; queued: number } };
thread.counting ??= count();
const state = thread.counting;

/** Counts from now on. */
function count() {
  const immediate = globalThis.setImmediate;
  const counting = { immediate, queued: 0 };
  const counted = (work: (...args: unknown[]) => void, ...args: unknown[]) => {
    counting.queued++;
    return immediate(() => {
      counting.queued--;
      work(...args);
    });
  };
  globalThis.setImmediate = counted as typeof setImmediate;
  const digest = crypto.subtle.digest.bind(crypto.subtle);
  crypto.subtle.digest = (algorithm, bytes) => {
    counting.queued++;
    return digest(algorithm, bytes).finally(() => void counting.queued--);
  };
  return counting;
}

/** Resolves when nothing was queued for a few turns of the event loop. */
export async function settled(): Promise<void> {
  for (let quiet = 0; quiet < 4; quiet = state.queued === 0 ? quiet + 1 : 0) {
    await new Promise<void>((resolve) => void state.immediate(() => resolve()));
  }
}

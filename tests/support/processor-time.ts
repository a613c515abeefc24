// Time limits that a busy machine cannot break: other programs lengthen the wall time of a computation, but not its
// processor time.
import { readFileSync } from "node:fs";

/** Milliseconds of this thread's processor time, to about 4 ms; wall time on systems without Linux's counter. */
export function processorTime(work: () => unknown): number {
  const start = spent();
  work();
  return spent() - start;
}

/** The first number of /proc/thread-self/schedstat counts nanoseconds (Linux, Documentation/scheduler/sched-stats). */
function spent(): number {
  try {
    return Number.parseInt(readFileSync("/proc/thread-self/schedstat", "latin1"), 10) / 1_000_000;
  } catch {
    return performance.now();
  }
}

// Waits for a condition outside the test, and checks that one holds for a while. No test merely sleeps.
export const sleep = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));

/** Between the presses of a double click, which both browsers count as one up to about 500 ms. */
export const DOUBLE_CLICK_MILLISECONDS = 120;

/** Polls every 30 ms until the answer is neither null nor false. A question that throws counts as "not yet". */
export async function until<T>(what: string, question: () => Promise<T | null | false>, withinMs = 15_000): Promise<T> {
  const end = Date.now() + withinMs;
  for (let fault: unknown; ; await sleep(30)) {
    try {
      const answer = await question();
      if (answer !== null && answer !== false) return answer;
      fault = undefined;
    } catch (error) {
      if (error instanceof Gone) throw error;
      fault = error;
    }
    if (Date.now() > end) throw new Error(`waited ${withinMs} ms for ${what}${because(fault)}`, { cause: fault });
  }
}

const because = (fault: unknown): string => (fault instanceof Error ? `: ${fault.message}` : "");

/** Checks that something does not happen: polls for `forMs`, in which it would happen, and fails at the first no. */
export async function stays(what: string, question: () => Promise<boolean>, forMs: number): Promise<void> {
  const end = Date.now() + forMs;
  for (; Date.now() < end; await sleep(30)) if (!(await question())) throw new Error(`no longer ${what}`);
}

/** The document is gone, so waiting is pointless. */
export class Gone extends Error {}

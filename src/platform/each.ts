// Sequential tasks that must not stop one another.

/** Runs all tasks in order, even if one fails. Throws the first error at the end. */
export async function eachOf(works: Iterable<() => Promise<unknown>>): Promise<void> {
  const faults: unknown[] = [];
  for (const work of works) {
    try {
      await work();
    } catch (error) {
      faults.push(error);
    }
  }
  if (faults.length > 0) throw faults[0];
}

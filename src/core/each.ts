// Works that must not stop one another.

/** One after the other, each whatever became of those before it; throws the first fault when all are over. */
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

// Works that must not stop one another.

/** Runs the works in order, each of them even if one before it failed. Throws the first fault at the end. */
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

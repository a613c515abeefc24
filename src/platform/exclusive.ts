// Mutual exclusion over all contexts of the extension: windows and background share its locks.
interface Locks {
  request<T>(name: string, work: () => Promise<T>): Promise<T>;
}

/** Runs the work while no other context holds the lock. Programs without locks, such as tests, have one context. */
export function exclusively<T>(name: string, work: () => Promise<T>): Promise<T> {
  // The DOM types declare it, but programs such as Node may lack it.
  const { locks } = navigator as Navigator & { locks?: Locks };
  return locks === undefined ? work() : locks.request(name, work);
}

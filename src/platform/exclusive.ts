// Mutual exclusion over all contexts of the extension: windows and background share its locks.
interface Locks {
  request<T>(name: string, work: () => Promise<T>): Promise<T>;
}

/** Runs the work while nobody else holds the lock. Programs without locks, as in tests, have one context. */
export function exclusively<T>(name: string, work: () => Promise<T>): Promise<T> {
  // The DOM types have it; programs such as Node may not.
  const { locks } = navigator as Navigator & { locks?: Locks };
  return locks === undefined ? work() : locks.request(name, work);
}

// One after the other: what comes while something is under way waits for its end, whether that went well or not.
export type SerialQueue = <T>(work: () => Promise<T>) => Promise<T>;

/** A queue of its own. */
export function makeSerialQueue(): SerialQueue {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work);
    last = mine.catch(() => {});
    return mine;
  };
}

/** One queue for each key, removed after its last work. */
export class KeyedQueue {
  private readonly queues = new Map<string, { enqueue: SerialQueue; waiting: number }>();

  async take<T>(key: string, work: () => Promise<T>): Promise<T> {
    const queue = this.queues.get(key) ?? { enqueue: makeSerialQueue(), waiting: 0 };
    this.queues.set(key, queue);
    queue.waiting++;
    try {
      return await queue.enqueue(work);
    } finally {
      queue.waiting--;
      if (queue.waiting === 0) this.queues.delete(key);
    }
  }

  get size(): number {
    return this.queues.size;
  }
}

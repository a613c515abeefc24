// Serial queue: runs async tasks one at a time, in order. A task that fails does not stop the next.
export type SerialQueue = <T>(work: () => Promise<T>) => Promise<T>;

/** A new queue. The returned function adds a task and resolves or rejects with its result. */
export function makeSerialQueue(): SerialQueue {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work);
    last = mine.catch(() => {});
    return mine;
  };
}

/** One serial queue for each key, removed after its last task. */
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

// The serial queue runs tasks of one key one after the other, continues after a failure, and forgets a finished key.
import fc from "fast-check";
import { expect, test } from "vitest";
import { KeyedQueue } from "../../src/platform/serial-queue.ts";

test("tasks of one key run in order, tasks of other keys run in parallel, and a finished key is forgotten", async () => {
  const works = fc.array(fc.tuple(fc.constantFrom("a", "b", "c"), fc.integer({ min: 0, max: 3 }), fc.boolean()));
  await fc.assert(
    fc.asyncProperty(works, async (given) => {
      const turns = new KeyedQueue();
      const [ended, running] = [new Map<string, number[]>(), new Set<string>()];
      const all = given.map(([key, ticks, fails], index) =>
        turns.take(key, async () => {
          expect(running.has(key)).toBe(false);
          running.add(key);
          for (let tick = 0; tick < ticks; tick++) await Promise.resolve();
          running.delete(key);
          ended.set(key, [...(ended.get(key) ?? []), index]);
          if (fails) throw new Error("no");
          return index;
        }),
      );
      const results = await Promise.allSettled(all);
      expect(results.map(({ status }) => status)).toEqual(
        given.map(([, , fails]) => (fails ? "rejected" : "fulfilled")),
      );
      for (const order of ended.values()) expect(order).toEqual([...order].sort((one, other) => one - other));
      expect(turns.size).toBe(0);
    }),
  );
});

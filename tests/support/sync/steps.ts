// Random steps of several devices, and of the place that they share.
import fc from "fast-check";
import { LIMITS, type Limits } from "../../../src/core/sync/engine.ts";
import { FAULTS, type Fault } from "./faulty-place.ts";

export const DEVICES = 3;

/** Small limits, so that short runs reach segments, compaction and several pushes. */
export const SMALL: Limits = {
  ...LIMITS,
  rowsAtOnce: 3,
  tailCharacters: 220,
  fanIn: 3,
  segmentRows: 50,
};

export interface StepOptions {
  /**
   * Weight of files that the place loses. Then no backup is restored, because a row is lost if both the device and the
   * place lose their copy.
   */
  losses?: number;
  /** Weight of devices that end for ever while the place loses their files. At most one ends. */
  deaths?: number;
  /** Number of steps. */
  most?: number;
}

const device = fc.nat(DEVICES - 1);
const faults = fc.array(fc.constantFrom<(Fault | null)[]>(null, null, null, ...FAULTS), { maxLength: 12 });

export const steps = ({ losses = 0, deaths = 0, most = 120 }: StepOptions = {}) =>
  fc.array(
    fc.oneof(
      {
        weight: 6,
        arbitrary: fc.record({
          do: fc.constant("edit" as const),
          device,
          id: fc.nat(4),
          field: fc.nat(2),
          value: fc.nat(99),
        }),
      },
      {
        weight: 5,
        arbitrary: fc.record({ do: fc.constant("feel" as const), device, count: fc.integer({ min: 1, max: 6 }) }),
      },
      { weight: 1, arbitrary: fc.record({ do: fc.constant("import" as const), device, id: fc.nat(9) }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant("erase" as const), device, which: fc.nat(15) }) },
      {
        weight: 6,
        arbitrary: fc.record({
          do: fc.constant("sync" as const),
          device,
          faults,
          crash: fc.option(fc.nat(40)),
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({ do: fc.constant("skew" as const), device, by: fc.integer({ min: -9e8, max: 9e8 }) }),
      },
      { weight: 1, arbitrary: fc.record({ do: fc.constant("backup" as const), device }) },
      {
        weight: losses + deaths === 0 ? 1 : 0,
        arbitrary: fc.record({ do: fc.constant("restore" as const), device }),
      },
      { weight: losses, arbitrary: fc.record({ do: fc.constant("lose" as const), which: fc.nat(50) }) },
      {
        weight: losses,
        arbitrary: fc.record({ do: fc.constant("rollback" as const), count: fc.integer({ min: 1, max: 8 }) }),
      },
      {
        weight: deaths,
        // Of its files, all are lost, or some.
        arbitrary: fc.record({ do: fc.constant("die" as const), device, each: fc.integer({ min: 1, max: 3 }) }),
      },
    ),
    { minLength: 10, maxLength: most, size: "max" },
  );
export type TestStep = ReturnType<typeof steps> extends fc.Arbitrary<(infer S)[]> ? S : never;

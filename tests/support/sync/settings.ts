// Settings of the runs with several devices.
import type { Limits } from "../../../src/core/sync/engine.ts";
import { SMALL, type StepOptions } from "./steps.ts";

export interface Setting {
  options: StepOptions;
  limits: Limits;
}

export const SETTINGS = {
  "with faults and kills": { options: {}, limits: SMALL },
  "with segments of four rows": { options: {}, limits: { ...SMALL, segmentRows: 4 } },
  "with a place that loses files": { options: { losses: 1 }, limits: SMALL },
  "with a device that ends for ever": { options: { deaths: 1 }, limits: SMALL },
} satisfies Record<string, Setting>;

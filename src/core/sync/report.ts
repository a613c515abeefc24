// Report of one pull: changes, files that were not read, and signs of a place that hides newer data.
import type { HeadName } from "./names.ts";
import type { BadFile } from "./vault-codec.ts";

export interface Pulled {
  /** Rows that changed here. */
  changed: number;
  badFiles: BadFile[];
  /** Listed files that the place did not deliver completely. */
  missing: string[];
  /** Devices of which the place shows older data than this device, or the writer of a head, has seen. */
  rolledBack: string[];
  /** Devices whose files are gone, and whose rows this device now carries. */
  adopted: string[];
}

export class Report implements Pulled {
  changed = 0;
  readonly badFiles: BadFile[] = [];
  readonly missing: string[] = [];
  readonly rolledBack: string[] = [];
  readonly adopted: string[] = [];

  /** `devices`: listed heads of each device, the newest first. */
  constructor(private readonly devices: ReadonlyMap<string, readonly HeadName[]>) {}

  older(device: string): void {
    if (!this.rolledBack.includes(device)) this.rolledBack.push(device);
  }

  /** Compares the generations that another device had seen when it wrote a listed head. A device without files is gone. */
  seen(generations: Readonly<Record<string, number>>): void {
    for (const [device, generation] of Object.entries(generations)) {
      const [newest] = this.devices.get(device) ?? [];
      if (newest !== undefined && newest.generation < generation) this.older(device);
    }
  }
}

// Progress of a running sync, estimated from its steps.
import type { SyncProgress } from "../../core/commands/sync.ts";
import type { Step } from "../../core/sync/engine.ts";

/** Before this time an estimate is a guess. */
const LEAST_MILLISECONDS = 2000;

export class SyncMeter {
  private readonly begun: number;
  private readonly done = { up: { rows: 0, bytes: 0 }, down: { rows: 0, bytes: 0 } };
  private direction: SyncProgress["direction"] = "down";

  private readonly expected: { up: number; down: number };

  /** `owedRows`: number of rows to send. */
  constructor(
    private readonly now: () => number,
    owedRows: number,
  ) {
    this.begun = now();
    this.expected = { up: owedRows, down: 0 };
  }

  add({ direction, rows, bytes, expected = 0 }: Step): void {
    this.direction = direction;
    this.expected[direction] += expected;
    this.done[direction].rows += rows;
    this.done[direction].bytes += bytes;
  }

  progress(): SyncProgress {
    const { rows, bytes } = this.done[this.direction];
    const ofRows = Math.max(rows, this.expected[this.direction]);
    return { direction: this.direction, rows, ofRows, bytes, secondsLeft: this.secondsLeft(rows, ofRows) };
  }

  private secondsLeft(rows: number, ofRows: number): number | null {
    const passed = this.now() - this.begun;
    if (rows === 0 || passed < LEAST_MILLISECONDS) return null;
    return Math.max(0, Math.round(((ofRows - rows) * passed) / rows / 1000));
  }
}

// The hybrid logical clock: 22 characters that sort as text: 9 base36 milliseconds, 3 base36 counter, 10 device id. A
// stamp orders edits; it is no time of day, because an edit that follows a far-future one shares its milliseconds.
// After Kulkarni et al. 2014, "Logical Physical Clocks"; the bound on skew keeps one wrong clock from affecting others.
import { DAY_MILLISECONDS, MINUTE_MILLISECONDS } from "../time/durations.ts";

export const MAX_SKEW_MILLISECONDS = 5 * MINUTE_MILLISECONDS;
const COUNTERS = 36 ** 3;
/** Latest time of a stamp: later than every clock, and far below the maximum of its 9 characters. */
export const LATEST_MILLISECONDS = Date.UTC(2500, 0, 1);

export interface StampParts {
  milliseconds: number;
  counter: number;
  device: string;
}

export const STAMP_PATTERN = /^[0-9a-z]{22}$/;

const base36 = (value: number, width: number) => value.toString(36).padStart(width, "0");

/** A time that a stamp can hold: a machine's clock may return anything. */
const held = (milliseconds: number): number => Math.min(Math.max(Math.floor(milliseconds), 0), LATEST_MILLISECONDS);

/**
 * Limit of the counter. More edits than anybody makes fit between the latest time and this limit; they increment it.
 */
const BEYOND_MILLISECONDS = LATEST_MILLISECONDS + DAY_MILLISECONDS;

/** A stamp later than every clock is treated as the latest one, so that the next stamp still has 22 characters. */
export function boundedStamp(stamp: string): string {
  const { milliseconds, device } = stampParts(stamp);
  if (stamp.length === 22 && milliseconds <= BEYOND_MILLISECONDS) return stamp;
  return makeStamp({ milliseconds: LATEST_MILLISECONDS, counter: 0, device: device.slice(-10).padEnd(10, "0") });
}

export const makeStamp = ({ milliseconds, counter, device }: StampParts): string =>
  base36(milliseconds, 9) + base36(counter, 3) + device;

export const stampParts = (stamp: string): StampParts => ({
  milliseconds: Number.parseInt(stamp.slice(0, 9), 36),
  counter: Number.parseInt(stamp.slice(9, 12), 36),
  device: stamp.slice(12),
});

export interface Clock {
  device: string;
  /** The greatest stamp this device has made or accepted; "" before the first. */
  last: string;
}

/**
 * The next stamp, and the clock after it. `after` is the stamp of the value to overwrite: an edit wins over the value
 * it replaces whatever the clocks show, yet a far-future stamp stays limited to that field.
 */
export function nextStamp(clock: Clock, now: number, after = ""): { stamp: string; clock: Clock } {
  const bounded = (stamp: string): string => (stamp === "" ? "" : boundedStamp(stamp));
  const [last, seen] = [bounded(clock.last), bounded(after)];
  const base = seen > last ? seen : last;
  let [milliseconds, counter] = [held(now), 0];
  if (base !== "") {
    const previous = stampParts(base);
    if (previous.milliseconds >= milliseconds) {
      [milliseconds, counter] = [previous.milliseconds, previous.counter + 1];
      if (counter >= COUNTERS) [milliseconds, counter] = [milliseconds + 1, 0];
    }
  }
  const stamp = makeStamp({ milliseconds, counter, device: clock.device });
  const borrowed = base === seen && base !== last;
  const poisoned = borrowed && stampParts(seen).milliseconds > held(now) + MAX_SKEW_MILLISECONDS;
  return { stamp, clock: poisoned ? clock : { ...clock, last: stamp } };
}

/** Advances the clock by a received stamp, within the allowed skew. Never rejects a stamp. */
export function seenStamp(clock: Clock, remote: string, now: number): Clock {
  if (remote <= clock.last || stampParts(remote).milliseconds > now + MAX_SKEW_MILLISECONDS) return clock;
  return { ...clock, last: remote.slice(0, 12) + clock.device };
}

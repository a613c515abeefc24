// The hybrid logical clock: 22 characters that sort as text. 9 base36 milliseconds, 3 base36 counter, 10 device id.
// After Kulkarni et al. 2014, "Logical Physical Clocks"; the bound on skew keeps one wrong clock from dragging others.

export const MAX_SKEW_MILLISECONDS = 5 * 60_000;
const COUNTERS = 36 ** 3;

export interface StampParts {
  milliseconds: number;
  counter: number;
  device: string;
}

export const STAMP_PATTERN = /^[0-9a-z]{22}$/;

const base36 = (value: number, width: number) => value.toString(36).padStart(width, "0");

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
 * The next stamp, and the clock after it. `after` is the stamp of the value being overwritten: whoever saw a value and
 * edits it wins, whatever the clocks say, yet a far-future stamp stays on that one field.
 */
export function nextStamp(clock: Clock, now: number, after = ""): { stamp: string; clock: Clock } {
  const base = after > clock.last ? after : clock.last;
  let [milliseconds, counter] = [now, 0];
  if (base !== "") {
    const previous = stampParts(base);
    if (previous.milliseconds >= now) {
      [milliseconds, counter] = [previous.milliseconds, previous.counter + 1];
      if (counter >= COUNTERS) [milliseconds, counter] = [milliseconds + 1, 0];
    }
  }
  const stamp = makeStamp({ milliseconds, counter, device: clock.device });
  const borrowed = base === after && base !== clock.last;
  const poisoned = borrowed && stampParts(after).milliseconds > now + MAX_SKEW_MILLISECONDS;
  return { stamp, clock: poisoned ? clock : { ...clock, last: stamp } };
}

/** Advances the clock by a stamp from elsewhere, within the allowed skew. Nothing is ever rejected. */
export function seenStamp(clock: Clock, remote: string, now: number): Clock {
  if (remote <= clock.last || stampParts(remote).milliseconds > now + MAX_SKEW_MILLISECONDS) return clock;
  return { ...clock, last: remote.slice(0, 12) + clock.device };
}

/** When a record was made, as an ISO instant without milliseconds. */
export const instantOf = (stamp: string): string =>
  `${new Date(stampParts(stamp).milliseconds).toISOString().slice(0, 19)}Z`;

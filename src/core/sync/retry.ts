// Retries after a failed sync: some failures pass, others need the user.
import type { SyncProblem } from "../commands/sync.ts";
import { HOUR_MILLISECONDS, MINUTE_MILLISECONDS } from "../time/durations.ts";
import type { SyncStatus } from "./sync-status.ts";

const PASSING: readonly SyncProblem[] = [
  "offline",
  "timeout",
  "rate-limited",
  "busy",
  "exists",
  "truncated",
  "server",
  "not-stored",
  "unexpected",
];

/** True if the failure may be over at the next try without the user. */
export const passes = (problem: SyncProblem): boolean => PASSING.includes(problem);

/**
 * True if the last sync failed and only the user can resolve it: trying a wrong password again and again locks an
 * account. A folder may come back when a window opens.
 */
export const waitsForUser = ({ problem, failures, place }: SyncStatus): boolean =>
  problem !== null &&
  failures > 0 &&
  !passes(problem.code) &&
  !(place.kind === "folder" && problem.code === "no-permission");

/** The longest delay, in milliseconds; the places let no server ask for a longer one. */
export const MOST_RETRY_DELAY = HOUR_MILLISECONDS;

/**
 * Milliseconds until the next try: a delay that doubles from one minute to an hour, half of it random, so that devices
 * do not try at the same time. Never less than the server asked for. `chance`: from 0 to below 1.
 */
export function retryDelay(failures: number, retryAfterSeconds: number | null, chance: number): number {
  const most = Math.min(MOST_RETRY_DELAY, MINUTE_MILLISECONDS * 2 ** Math.min(failures - 1, 10));
  const delay = most * (0.5 + chance / 2);
  return Math.max(delay, (retryAfterSeconds ?? 0) * 1000);
}

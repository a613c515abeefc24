// Plans for the fault proxy: by chance with a seed, one fault at one request, and a server with a rate limit.
import { type FaultPlan, PROXY_FAULTS, type ProxyFault } from "./fault-proxy.ts";

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
export function seededChance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** This share of requests has a fault, with each kind equally often. */
export function byChance(seed: number, share: number, faults: readonly ProxyFault[] = PROXY_FAULTS): FaultPlan {
  const chance = seededChance(seed);
  return () => (chance() < share ? (faults[Math.floor(chance() * faults.length)] ?? null) : null);
}

/** The nth request of a method, from 0, has the fault. */
export function once(fault: ProxyFault, method: string, nth = 0): FaultPlan {
  let seen = 0;
  return (request) => (request.method === method && seen++ === nth ? fault : null);
}

/** Refuses with 429 (Retry-After: 1) after `most` requests within `milliseconds`, as some hosts do within a minute. */
export function rateLimit(most: number, milliseconds: number, now: () => number = Date.now): FaultPlan {
  let began = Number.NEGATIVE_INFINITY;
  let count = 0;
  return () => {
    if (now() - began >= milliseconds) [began, count] = [now(), 0];
    return ++count > most ? "429" : null;
  };
}

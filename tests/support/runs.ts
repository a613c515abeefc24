// Number of runs for properties: all in `npm test`, few in the check before a commit.
import fc from "fast-check";

export const thorough = process.env.THOROUGH === "1";

/** A soak test sets the number for every property. */
const wanted = process.env.RUNS === undefined ? null : Number(process.env.RUNS);

export const runs = (full: number): number => wanted ?? (thorough ? full : Math.max(4, Math.ceil(full / 20)));

/** Seed of a failure to repeat. */
const seed = process.env.SEED === undefined ? {} : { seed: Number(process.env.SEED) };

fc.configureGlobal({ ...fc.readConfigureGlobal(), ...seed, numRuns: runs(100) });

/** Effects at which a worker is killed: each one in `npm test`, every seventeenth in the check. */
export const KILL_STEP = thorough ? 1 : 17;

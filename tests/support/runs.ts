// How often properties are tried: in full by `npm test`, few times in the check before a commit.
import fc from "fast-check";

export const thorough = process.env.THOROUGH === "1";

export const runs = (full: number): number => (thorough ? full : Math.max(4, Math.ceil(full / 20)));

/** The seed of a failure that is to be repeated. */
const seed = process.env.SEED === undefined ? {} : { seed: Number(process.env.SEED) };

fc.configureGlobal({ ...fc.readConfigureGlobal(), ...seed, numRuns: runs(100) });

/** At which effects a worker is killed: at each by `npm test`, at every seventeenth in the check. */
export const KILL_STEP = thorough ? 1 : 17;

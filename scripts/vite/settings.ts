// Settings that the pages and the scripts of a build share.
import type { AliasOptions, BuildOptions } from "vite";

/** The same source, compiled for browsers of our floor: 1.3 KB less in each start that has the database. */
export const modernDexie = [{ find: /^dexie$/, replacement: "dexie/dist/modern/dexie.mjs" }] satisfies AliasOptions;

export const COMPILED = { target: "es2022", modulePreload: { polyfill: false } } satisfies BuildOptions;

export const QUIET = {
  // Off: the hint depends on the machine's load. Plugins that wait for each other count as slow.
  checks: { bundlerTimings: false },
  // Inlining constants would copy the 140 KB of the Public Suffix List into each use.
  optimization: { inlineConst: false },
};

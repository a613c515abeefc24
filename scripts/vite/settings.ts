// Settings that the pages and the scripts of a build share.
import type { AliasOptions, BuildOptions } from "vite";

/** Dexie compiled for modern browsers: saves 1.3 KB in each start that loads the database. */
export const modernDexie = [{ find: /^dexie$/, replacement: "dexie/dist/modern/dexie.mjs" }] satisfies AliasOptions;

export const COMPILED = { target: "es2022", modulePreload: { polyfill: false } } satisfies BuildOptions;

export const QUIET = {
  // Off: the warning depends on the machine's load, and reports plugins that wait for each other as slow.
  checks: { bundlerTimings: false },
  // Inlining constants would copy the 140 KB of the Public Suffix List into each use.
  optimization: { inlineConst: false },
};

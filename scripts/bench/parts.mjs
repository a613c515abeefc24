// Parts of a run, in order. Each measures in browsers of its own and adds rows.
import { measureHeader } from "./header.mjs";
import { measureImport } from "./import.mjs";
import { measureKit, measureReceiverAlone } from "./kit.mjs";
import { measureLoad } from "./load.mjs";
import { measurePage } from "./page.mjs";
import { measureRating } from "./rating.mjs";
import { measureRules } from "./rules.mjs";
import { measureSizes } from "./sizes.mjs";
import { measureSync } from "./sync.mjs";
import { measureSyncGrowth } from "./sync-growth.mjs";
import { measureWindows } from "./windows.mjs";
import { measureWorker } from "./worker.mjs";

export const PARTS = {
  sizes: measureSizes,
  load: measureLoad,
  header: measureHeader,
  page: measurePage,
  worker: measureWorker,
  windows: measureWindows,
  import: measureImport,
  rules: measureRules,
  rating: measureRating,
  sync: measureSync,
  kit: measureKit,
};

/** Only with `--only`: they take minutes, or are a part of another. */
export const ON_REQUEST = { "sync-growth": measureSyncGrowth, receiver: measureReceiverAlone };

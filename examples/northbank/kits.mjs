// Only home of the paths of the built packages, which `npm run build sdk receiver` writes.

export {
  createReceiver,
  exportLines,
  handleOf,
  migrate,
  openPglite,
  REPORT_POLICY,
  REPORT_STYLE,
  reportPage,
} from "../../dist/receiver/kit/receiver/index.js";
export * from "../../dist/sdk/kit/site/index.js";
export { expressPreferences } from "../../dist/sdk/kit/site/node.js";

/** Served to browsers under /sdk/. */
export const SDK_FOLDER = new URL("../../dist/sdk/", import.meta.url);

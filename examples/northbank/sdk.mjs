// Path of the built SDK, in one place: `npm run build sdk` puts it there.
export * from "../../dist/sdk/kit/site/index.js";
export { expressPreferences } from "../../dist/sdk/kit/site/node.js";

/** Served to browsers under /sdk/. */
export const SDK_FOLDER = new URL("../../dist/sdk/", import.meta.url);

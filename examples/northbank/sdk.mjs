// The one place that knows where the built SDK is: `npx tsc -p src/sdk/tsconfig.json` puts it there.
export * from "../../dist/sdk/sdk/index.js";

/** Served to browsers under /sdk/. */
export const SDK_FOLDER = new URL("../../dist/sdk/", import.meta.url);

// Builds the extension for both browsers into dist/chrome and dist/firefox, and the companies' SDK into dist/sdk.
import { run } from "./tools.mjs";

export async function build(targets = ["chrome", "firefox", "sdk"]) {
  for (const target of targets) {
    if (target === "sdk")
      await run(process.execPath, ["node_modules/typescript/bin/tsc", "-p", "src/sdk/tsconfig.json"]);
    else
      await run(process.execPath, ["node_modules/vite/bin/vite.js", "build", "--logLevel", "warn"], { TARGET: target });
  }
}

if (import.meta.filename === process.argv[1]) await build(process.argv.length > 2 ? process.argv.slice(2) : undefined);

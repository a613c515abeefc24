// End-to-end tests: the built extension in real browsers, one file after the other. BROWSER=chromium|firefox|both.
import { resolve } from "node:path";
import { defineConfig } from "vitest/config";

// Browsers and journeys share a zone: a journey may take a day from an instant.
process.env.TZ = "UTC";

export default defineConfig({
  root: resolve(import.meta.dirname, "../.."),
  test: {
    include: ["tests/e2e/**/*.e2e.ts"],
    // Needs a WordPress: scripts/wordpress.mjs.
    exclude: process.env.WORDPRESS === "1" ? [] : ["tests/e2e/wordpress.e2e.ts"],
    environment: "node",
    globalSetup: ["tests/e2e/support/firefox-cache.ts"],
    // --fileParallelism --maxWorkers=2 keeps two cores busy: each file has browsers and servers of its own.
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 90_000,
    // As patient as the rest of the support (wait.ts).
    expect: { poll: { timeout: 15_000, interval: 30 } },
  },
});

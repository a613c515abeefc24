// End-to-end tests: the built extension in real browsers, two files at a time. BROWSER=chromium|firefox|both.
import { basename, resolve } from "node:path";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Files that take longest, which start first: one that starts last would run alone. */
const LONGEST = [
  "twelve-examples",
  "accessibility",
  "permissions",
  "sync-killed",
  "open-editors",
  "my-data",
  "deliveries",
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const index = LONGEST.indexOf(basename(moduleId, ".e2e.ts"));
      return index < 0 ? LONGEST.length : index;
    };
    return [...files].sort((one, other) => place(one) - place(other) || (one.moduleId < other.moduleId ? -1 : 1));
  }
}

export default defineConfig({
  root: resolve(import.meta.dirname, "../.."),
  test: {
    include: ["tests/e2e/**/*.e2e.ts"],
    // Needs a WordPress: scripts/wordpress.mjs.
    exclude: process.env.WORDPRESS === "1" ? [] : ["tests/e2e/wordpress.e2e.ts"],
    environment: "node",
    // Each file has browsers and servers of its own.
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    testTimeout: 60_000,
    hookTimeout: 90_000,
    // As patient as the rest of the support (wait.ts).
    expect: { poll: { timeout: 15_000, interval: 30 } },
  },
});

// Sizes of the built package against their budgets, as `npm run bench` weighs them.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { measureSizes, type Size } from "../scripts/bench/sizes.mjs";

const build = join(import.meta.dirname, "../dist/chrome");

/** Sizes over their budget: sync adds encryption, and each language its texts. */
const OVER = ["background, gzipped", "package"];

// Runs only after a build.
test.runIf(existsSync(join(build, "manifest.json")))(
  "every size is within its budget, except the listed ones",
  async () => {
    const sizes: Size[] = [];
    await measureSizes({ build, add: (size) => void sizes.push(size), say: () => {} });
    const budgets = sizes.flatMap(({ what, value, atMost }) => (atMost === undefined ? [] : [{ what, value, atMost }]));
    expect(budgets).toHaveLength(6);
    for (const { what, value, atMost } of budgets.filter((one) => !OVER.includes(one.what)))
      expect(value, `${what}, KB`).toBeLessThanOrEqual(atMost);
    // A size that is within its budget again must leave the list.
    expect(budgets.filter(({ value, atMost }) => value > atMost).map(({ what }) => what)).toEqual(OVER);
  },
);

// The fake browser's permissions compared with recordings of real browsers (tests/e2e/permissions.e2e.ts).
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { FakeBrowser } from "../../support/browser/fake-browser.ts";
import { Life } from "../../support/device/life.ts";

interface Step {
  way: "allow" | "deny" | "remove";
  origins: string[];
  dialog: boolean;
  answer: boolean;
  changes: { added?: string[]; removed?: string[] }[];
  held: string[];
}

interface Permissions {
  request(wanted: object): Promise<boolean>;
  remove(wanted: object): Promise<boolean>;
}

describe.each(["chromium", "firefox"] as const)("in %s", (model) => {
  const file = join(import.meta.dirname, `../../fixtures/permissions-${model}.json`);
  const sequences = JSON.parse(readFileSync(file, "utf8")) as Record<string, Step[]>;

  test.each(Object.entries(sequences))("%s", async (_name, steps) => {
    const browser = new FakeBrowser(model);
    const { permissions } = browser.attach(new Life()) as { permissions: Permissions };
    browser.permissions.inClick = true;
    let changes: Step["changes"] = [];
    const sorted = (change: unknown) => {
      const { origins = [], data_collection: data = [] } = change as { origins?: string[]; data_collection?: string[] };
      return [...origins.toSorted(), ...data.toSorted()];
    };
    browser.permissions.data?.clear();
    browser.events.permitted.face.addListener((change) => void changes.push({ added: sorted(change) }));
    browser.events.unpermitted.face.addListener((change) => void changes.push({ removed: sorted(change) }));
    for (const step of steps) {
      changes = [];
      browser.permissions.asked = [];
      browser.permissions.answer = step.way === "allow";
      const answer = await permissions[step.way === "remove" ? "remove" : "request"]({
        // Kinds of data contain no colon.
        origins: step.origins.filter((one) => one.includes(":")),
        data_collection: step.origins.filter((one) => !one.includes(":")),
      });
      const dialog = browser.permissions.asked.length > 0;
      const { held, data } = browser.permissions;
      const all = [...[...held].sort(), ...[...(data ?? [])].sort()];
      expect({ ...step, dialog, answer, changes, held: all }).toEqual(step);
    }
  });
});

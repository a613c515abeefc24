// Sequences of host permissions in real browsers with their real dialogs, and in Firefox of permissions for data.
// tests/fixtures stores the results, and the fake browser replays them (tests/platform/browser/fake-permissions.test.ts).
// RECORD=1 records them anew.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { EVERY_SITE } from "../../src/core/companies/host.ts";
import { BROWSERS } from "./support/browsers.ts";
import { addRequest } from "./support/controls.ts";
import { launch, type Tab, type TestBrowser } from "./support/driver.ts";
import { sleep } from "./support/wait.ts";

interface Held {
  origins?: string[];
  data_collection?: string[];
}
interface Change {
  added?: string[];
  removed?: string[];
}

declare const chrome: {
  permissions: {
    onAdded: { addListener(callback: (change: Held) => void): void };
    onRemoved: { addListener(callback: (change: Held) => void): void };
    getAll(): Promise<Held>;
    remove(permissions: Held): Promise<boolean>;
  };
};
declare const document: Document & { answer?: unknown; changes?: Change[] };

type Way = "allow" | "deny" | "remove";
type Step = readonly [way: Way, ...origins: string[]];

const [BANK, SHOP, DEVELOPED] = ["https://www.bank.example/*", "https://www.shop.example/*", "http://bank.localhost/*"];
const ALL = EVERY_SITE;

const SEQUENCES: Record<string, readonly Step[]> = {
  "one host": [
    ["deny", BANK],
    ["allow", BANK],
    ["allow", BANK],
    ["remove", BANK],
    ["allow", BANK],
  ],
  "two hosts at once": [
    ["allow", BANK, SHOP],
    ["remove", BANK],
    ["remove", BANK, SHOP],
  ],
  "every site after single hosts": [
    ["allow", BANK],
    ["allow", DEVELOPED],
    ["allow", ...ALL],
    ["remove", ...ALL],
    ["allow", BANK],
    ["allow", SHOP],
    ["allow", BANK, DEVELOPED],
  ],
  "single hosts after every site": [
    ["allow", ...ALL],
    ["allow", BANK],
    ["remove", BANK],
    ["remove", ...ALL],
    ["allow", SHOP],
  ],
  "a single host while every site is permitted": [
    ["allow", BANK],
    ["allow", ...ALL],
    ["remove", BANK],
    ["remove", ...ALL],
  ],
  "every encrypted site": [
    ["allow", DEVELOPED],
    ["allow", BANK],
    ["allow", ...ALL],
    ["remove", ALL[0]],
    ["remove", ALL[1]],
  ],
};

/** Only Firefox asks about data. Kinds of data are in the list of origins; they have no colon. */
const DATA_SEQUENCES: Record<string, readonly Step[]> = {
  "data with a host": [
    ["deny", BANK, "personallyIdentifyingInfo"],
    ["allow", BANK, "personallyIdentifyingInfo"],
    ["allow", "personallyIdentifyingInfo", "healthInfo"],
    ["remove", "personallyIdentifyingInfo"],
    ["allow", ...ALL],
    ["allow", SHOP, "personallyIdentifyingInfo"],
    ["allow", BANK, "personallyIdentifyingInfo"],
    ["remove", "personallyIdentifyingInfo", "healthInfo", "personalCommunications"],
  ],
};

const run = async (browser: TestBrowser, page: Tab, [way, ...origins]: Step) => {
  await page.evaluate(() => {
    document.changes = [];
    document.answer = undefined;
  });
  let dialog = false;
  if (way === "remove") {
    await page.evaluate(async (given) => {
      const data = given.filter((one) => !one.includes(":"));
      const lost = {
        origins: given.filter((one) => one.includes(":")),
        ...(data.length > 0 ? { data_collection: data } : {}),
      };
      document.answer = await chrome.permissions.remove(lost).catch((error) => String(error));
    }, origins);
  } else {
    await page.evaluate(addRequest, ...origins);
    await browser.permission(way === "allow" ? "allow" : "refuse", origins[0] ?? "");
    const answered = browser.permissionAnswered().then(() => {
      dialog = true;
    });
    answered.catch(() => {});
    await page.click("driver-request");
    await page.waitFor(() => typeof document.answer === "boolean");
    // Timed: Chromium reports events of one dialog shortly after its answer, and nothing marks the last one.
    await sleep(400);
  }
  // Timed: as above, for changes without a dialog.
  await sleep(300);
  const { answer, changes } = await page.evaluate(() => ({ answer: document.answer, changes: document.changes ?? [] }));
  const data = await page.evaluate(async () => (await chrome.permissions.getAll()).data_collection ?? []);
  return { way, origins, dialog, answer, changes, held: [...(await browser.hosts()), ...data.sort()] };
};

async function record(browser: TestBrowser, steps: readonly Step[]) {
  const page = await browser.page("src/entries/dashboard/index.html#/permissions");
  await page.evaluate(() => {
    document.changes = [];
    chrome.permissions.onAdded.addListener(
      ({ origins = [], data_collection: data = [] }) =>
        void document.changes?.push({ added: [...origins.sort(), ...data.sort()] }),
    );
    chrome.permissions.onRemoved.addListener(
      ({ origins = [], data_collection: data = [] }) =>
        void document.changes?.push({ removed: [...origins.sort(), ...data.sort()] }),
    );
  });
  const taken = [];
  for (const step of steps) taken.push(await run(browser, page, step));
  await page.close();
  return taken;
}

/** Takes back all that the extension has: Firefox then asks as if it had never been granted. */
const takeBack = ({ extension }: TestBrowser) =>
  extension.evaluate(async () => {
    const { origins = [], data_collection: data } = await chrome.permissions.getAll();
    await chrome.permissions.remove({ origins, ...(data === undefined ? {} : { data_collection: data }) });
  });

/** The results of each sequence. Chromium gets a profile for each, because it remembers all that it ever granted. */
async function results(name: TestBrowser["name"], sequences: Record<string, readonly Step[]>) {
  const seen: Record<string, unknown> = {};
  let browser: TestBrowser | null = null;
  try {
    for (const [title, steps] of Object.entries(sequences)) {
      if (name === "chromium") await browser?.close();
      if (name === "chromium" || browser === null) browser = await launch(name);
      else await takeBack(browser);
      seen[title] = await record(browser, steps);
    }
  } finally {
    await browser?.close();
  }
  return seen;
}

describe.each(BROWSERS)("host permissions, in %s", (name) => {
  const file = join(import.meta.dirname, `../fixtures/permissions-${name}.json`);

  test("every sequence has its recorded results", async () => {
    const seen = await results(name, { ...SEQUENCES, ...(name === "firefox" ? DATA_SEQUENCES : {}) });
    if (process.env.RECORD === "1") writeFileSync(file, `${JSON.stringify(seen, null, 2)}\n`);
    expect(seen).toEqual(JSON.parse(readFileSync(file, "utf8")));
  }, 300_000);
});

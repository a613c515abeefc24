// Senders of messages in real browsers, compared with the recordings that the sender tests use.
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Sender, senderClass } from "../../src/core/commands/senders.ts";
import { BROWSERS } from "./support/browsers.ts";
import { allow, type Demo, dashboard, startDemo } from "./support/demo.ts";
import { launch, type Surface, type Tab, type TestBrowser } from "./support/driver.ts";
import { until } from "./support/wait.ts";

interface Heard {
  command: string;
  sender: Sender;
}
declare const chrome: {
  runtime: {
    id: string;
    onMessage: { addListener(listener: (message: { command: string }, sender: object) => void): void };
  };
};
declare const window: Window & { heard?: Heard[] };

const fixtures: {
  browsers: Record<string, { senders: { name: string; class: string; sender: Sender }[] }>;
} = JSON.parse(readFileSync("tests/fixtures/senders.json", "utf8"));

/** The members that decide about trust. */
const MEMBERS = ["id", "url", "origin", "frameId", "documentLifecycle", "tab"] as const;
const membersOf = (sender: Sender): string[] => MEMBERS.filter((member) => sender[member] !== undefined);

describe.each(BROWSERS)("senders, in %s", (name) => {
  let browser: TestBrowser;
  let demo: Demo;
  let ear: Surface;

  beforeAll(async () => {
    [browser, demo] = await Promise.all([launch(name), startDemo()]);
    ear = browser.extension;
    await ear.evaluate(() => {
      window.heard = [];
      chrome.runtime.onMessage.addListener((message, sender) => {
        window.heard?.push({ command: message.command, sender: JSON.parse(JSON.stringify(sender)) });
      });
    });
  });
  afterAll(async () => {
    await browser?.close();
    demo?.close();
  });

  const recorded = (sender: string) => {
    const of = Object.entries(fixtures.browsers).find(([browserName]) => browserName.startsWith(name))?.[1];
    const found = of?.senders.find((one) => one.name === sender);
    if (found === undefined) throw new Error(`no recorded sender ${sender}`);
    return found;
  };
  const heard = (command: string, from: (sender: Sender) => boolean): Promise<Sender> =>
    until(`a ${command}`, async () => {
      const all = await ear.evaluate(() => window.heard ?? []);
      const one = all.filter((entry) => entry.command === command).find(({ sender }) => from(sender));
      if (one === undefined) throw new Error(`none among ${JSON.stringify(all).slice(0, 2000)}`);
      return one.sender;
    });
  const own = async () => ({ id: await ear.evaluate(() => chrome.runtime.id), root: browser.root });

  test("popup, dashboard and granted page match their recordings", async () => {
    const bank: Tab = await browser.open(demo.bank());
    await allow(browser, bank);
    await bank.reload();
    await bank.waitFor(() =>
      (document.querySelector('[data-testid="live-preferences"]')?.textContent ?? "").includes("cmr"),
    );
    const page = await dashboard(browser, "");

    const popup = await heard("look-at-tab", () => true);
    const tab = await heard("record-health", ({ url }) => url?.includes("dashboard") === true);
    const content = await heard("request-preferences", () => true);
    expect(senderClass(popup, await own())).toBe("own-page");
    expect(senderClass(tab, await own())).toBe("own-page");
    expect(senderClass(content, await own())).toBe("content-top");
    expect(membersOf(popup)).toEqual(membersOf(recorded("popup").sender));
    expect(membersOf(tab)).toEqual(membersOf(recorded("dashboard in a tab").sender));
    expect(membersOf(content)).toEqual(membersOf(recorded("content script on a development host").sender));
    expect(content.origin).toBe(new URL(demo.bank()).origin);
    await page.close();
  });
});

// Targets that Playwright does not list: the action popup, and the browser's own pages in background tabs.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { BrowserContext } from "playwright-core";
import { until } from "./wait.ts";
import { connect, type Send, type Wire } from "./wire.ts";

interface Target {
  targetId: string;
  type: string;
  url: string;
  embedderData?: { tabActive?: boolean };
}

export interface Targets {
  /** Opens the popup at `url` over the active tab. */
  triggerAction(extension: string, url: string): Promise<{ wire: Wire; close(): Promise<void> }>;
  /** The document at `url` outside the tabs, once it exists. */
  attached(url: string): Promise<{ wire: Wire; close(): Promise<void> }>;
  /** Runs on a fresh background tab at `url`, and closes it afterwards. */
  behind<T>(url: string, use: (send: Send) => Promise<T>): Promise<T>;
  workersRunning(root: string): Promise<number>;
}

export async function targetsOf(context: BrowserContext, profile: string): Promise<Targets> {
  const browser = context.browser();
  if (browser === null) throw new Error("this Playwright hides the browser of a persistent context");
  const session = await browser.newBrowserCDPSession();
  // Playwright types each method by its name, but here names are data.
  const send = session.send.bind(session) as unknown as Send;
  const [port] = readFileSync(join(profile, "DevToolsActivePort"), "utf8").split("\n");
  const attach = (target: string) => connect(`ws://127.0.0.1:${port}/devtools/page/${target}`);
  const list = async (params: object = {}) =>
    (await send<{ targetInfos: Target[] }>("Target.getTargets", params)).targetInfos;
  const closeTarget = async (targetId: string) => {
    await send("Target.closeTarget", { targetId }).catch(() => {});
  };

  const attached = async (url: string) => {
    const found = await until(
      `${url} to open`,
      async () => (await list()).find((target) => target.url === url) ?? null,
    );
    const wire = await attach(found.targetId);
    const close = async () => {
      await closeTarget(found.targetId);
      wire.close();
    };
    return { wire, close };
  };

  return {
    attached,
    async triggerAction(extension, url) {
      const popups = async () => (await list()).filter((target) => target.url === url);
      // A press of the button would close an open popup.
      await until("the popup before to be gone", async () => (await popups()).length === 0);
      // Takes the "tab" target of the popup's tab, which differs from the page's own target.
      const tabs = await list({ filter: [{ type: "tab", exclude: false }] });
      const active = tabs.find(({ embedderData }) => embedderData?.tabActive === true);
      if (active === undefined) throw new Error("no tab is active");
      await send("Extensions.triggerAction", { id: extension, targetId: active.targetId });
      return attached(url);
    },
    async behind(url, use) {
      const { targetId } = await send<{ targetId: string }>("Target.createTarget", { url, background: true });
      const wire = await attach(targetId);
      try {
        return await use(wire.send);
      } finally {
        wire.close();
        await closeTarget(targetId);
      }
    },
    workersRunning: async (root) =>
      (await list()).filter(({ type, url }) => type === "service_worker" && url.startsWith(root)).length,
  };
}

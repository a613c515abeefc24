// Starts and ends a Firefox with a temporary profile, over WebDriver BiDi.
import { type ChildProcess, spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { findBrowser } from "../../../scripts/tools.mjs";
import { sleep } from "./wait.ts";
import { connect, type Send, type Wire } from "./wire.ts";

export interface Firefox {
  send: Send;
  /** Evaluates an expression in a browsing context; its value, awaited, as JSON text. */
  run(context: string, expression: string): Promise<string | undefined>;
  /** `killed`: it did not end by itself in time. */
  quit(): Promise<"ended" | "killed">;
}

export type Preferences = Record<string, string | number | boolean>;

const PREFERENCES: Preferences = {
  // Firefox ESR installs an unsigned add-on in the profile permanently, so that it survives restarts.
  "xpinstall.signatures.required": false,
  "extensions.autoDisableScopes": 0,
  // Enables the buttons of the permission panel immediately.
  "security.notification_enable_delay": 0,
  // Disables questions, updates and reports.
  "remote.prefs.recommended": true,
  "app.update.enabled": false,
  "browser.aboutwelcome.enabled": false,
  "browser.newtabpage.enabled": false,
  "browser.sessionstore.resume_from_crash": false,
  "browser.shell.checkDefaultBrowser": false,
  "browser.startup.page": 0,
  "datareporting.policy.dataSubmissionEnabled": false,
  "extensions.getAddons.cache.enabled": false,
  "extensions.update.enabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "services.settings.server": "data:,#remote-settings-dummy/v1",
  "toolkit.startup.max_resumed_crashes": -1,
  // Half of the usual, because the processor draws each frame without a graphics card.
  "layout.frame_rate": 30,
};

export function writePreferences(profile: string, preferences: Preferences): void {
  const lines = Object.entries({ ...PREFERENCES, ...preferences }).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
  );
  writeFileSync(join(profile, "user.js"), lines.join("\n"));
}

/** Address of BiDi, from Firefox's standard error. */
function addressOf(child: ChildProcess): Promise<string> {
  let said = "";
  return new Promise((done, fail) => {
    const late = setTimeout(() => fail(new Error(`Firefox did not start within 60 s: ${said}`)), 60_000);
    child.once("exit", (code) => fail(new Error(`Firefox ended with ${code}: ${said}`)));
    child.once("error", fail);
    child.stderr?.on("data", (chunk) => {
      said = (said + chunk).slice(-5_000);
      const [, address] = /WebDriver BiDi listening on (ws:\/\/\S+)/.exec(said) ?? [];
      if (address === undefined) return;
      clearTimeout(late);
      done(address);
    });
  });
}

interface Evaluated {
  result?: { value?: string };
  exceptionDetails?: { text: string };
}

async function sessionOf(child: ChildProcess): Promise<Wire> {
  const wire = await connect(`${await addressOf(child)}/session`);
  await wire.send("session.new", { capabilities: {} });
  return wire;
}

export async function startFirefox(profile: string): Promise<Firefox> {
  const program = findBrowser("firefox");
  if (program === null) throw new Error("no Firefox found: set FIREFOX_BIN");
  // System access opens extension pages and the browser's own window to BiDi.
  const reach = ["--remote-debugging-port", "0", "-remote-allow-system-access"];
  const child = spawn(program, ["--headless", "--no-remote", "--profile", profile, ...reach, "about:blank"], {
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, MOZ_CRASHREPORTER_DISABLE: "1" },
  });
  const kill = () => void child.kill("SIGKILL");
  process.once("exit", kill);
  const ended = new Promise<void>((done) => child.once("exit", () => done()));
  const wire = await sessionOf(child).catch((error: unknown) => {
    kill();
    throw error;
  });
  return {
    send: wire.send,
    async run(context, expression) {
      const { result, exceptionDetails } = await wire.send<Evaluated>("script.evaluate", {
        expression: `(async () => JSON.stringify(await (${expression})))()`,
        target: { context },
        awaitPromise: true,
      });
      if (exceptionDetails !== undefined) throw new Error(exceptionDetails.text);
      return result?.value;
    },
    async quit() {
      await wire.send("browser.close").catch(() => {});
      const how = await Promise.race([ended.then(() => "ended" as const), sleep(10_000).then(() => "killed" as const)]);
      if (how === "killed") kill();
      await ended;
      process.off("exit", kill);
      wire.close();
      return how;
    },
  };
}

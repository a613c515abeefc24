// Calls in the extension's own documents, in a notation for both browsers, and temporary copies.
import { cpSync, existsSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { root as project } from "../../../scripts/tools.mjs";
import type { Surface } from "./driver.ts";

/** Exists only inside the extension's documents, where functions that name it must run. */
declare const chrome: {
  permissions: { getAll(): Promise<{ origins?: string[] }> };
  declarativeNetRequest: { getDynamicRules(): Promise<unknown[]>; getSessionRules(): Promise<unknown[]> };
  scripting: { getRegisteredContentScripts(): Promise<unknown[]> };
};

export interface BuiltManifest {
  icons: Record<string, string>;
  action: { default_popup: string };
  side_panel?: { default_path: string };
  browser_specific_settings?: { gecko?: { id: string } };
}

export const readManifest = (folder: string): BuiltManifest =>
  JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")) as BuiltManifest;

/** The extension's smallest document, its icon: runs none of our code, and has the extension APIs. */
export const bareDocument = (manifest: BuiltManifest): string => {
  const [icon] = Object.values(manifest.icons);
  if (icon === undefined) throw new Error("the manifest names no icon");
  return icon;
};

export function copyBuild(target: "chrome" | "firefox", folder: string | undefined, into: string): void {
  const from = folder ?? join(project, "dist", target);
  if (!existsSync(join(from, "manifest.json")))
    throw new Error(`${from} is not built: node scripts/build.mjs ${target}`);
  cpSync(from, into, { recursive: true });
}

/** Tries for some seconds, because a browser that just quit may still write. */
export const removeFolder = (folder: string): Promise<void> =>
  rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });

/** Also removes the leftovers of a failed start. */
export const orRemove =
  (folder: string) =>
  async (error: unknown): Promise<never> => {
    await removeFolder(folder);
    throw error;
  };

export const questions = (extension: () => Surface) => ({
  hosts: (): Promise<string[]> =>
    extension().evaluate(async () => ((await chrome.permissions.getAll()).origins ?? []).sort()),
  dynamicRules: (): Promise<unknown[]> =>
    extension().evaluate(async () => {
      const { declarativeNetRequest: rules } = chrome;
      return [...(await rules.getDynamicRules()), ...(await rules.getSessionRules())];
    }),
  contentScripts: (): Promise<unknown[]> => extension().evaluate(() => chrome.scripting.getRegisteredContentScripts()),
});

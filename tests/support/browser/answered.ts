// A background that only answers, for tests of screens that write the record themselves.
import { Dexie } from "dexie";
import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { vi } from "vitest";
import { Life } from "../device/life.ts";
import { forgetModules } from "../device/start-anew.ts";
import { FakeBrowser } from "./fake-browser.ts";

/** Gives every command this answer from the next import on. `own` storage areas replace the browser's. */
export function answerCommands<Sent>(
  answer: (message: Sent) => object,
  own: object = {},
  browser = new FakeBrowser(),
): void {
  const polyfill = browser.attach(new Life()) as { runtime: object; storage: object };
  const sendMessage = async (message: Sent): Promise<object> => answer(message);
  vi.doMock("webextension-polyfill", () => ({
    default: {
      ...polyfill,
      runtime: { ...polyfill.runtime, sendMessage },
      storage: { ...polyfill.storage, ...own },
    },
  }));
}

/** The same for an interface that begins anew, over an empty record and a browser that permits this host. */
export function answerFrom<Sent>(host: string, answer: (message: Sent) => object): void {
  forgetModules();
  Dexie.dependencies.indexedDB = new IDBFactory();
  Dexie.dependencies.IDBKeyRange = IDBKeyRange;
  const browser = new FakeBrowser();
  browser.permissions.held.add(`https://${host}/*`);
  answerCommands(answer, {}, browser);
}

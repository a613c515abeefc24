// A background that only answers, for tests of screens that write the record themselves.
import { vi } from "vitest";
import { Life } from "../device/life.ts";
import { FakeBrowser } from "./fake-browser.ts";

/** Gives every command this answer from the next import on. `own` storage areas replace the browser's. */
export function answerCommands<Sent>(answer: (message: Sent) => object, own: object = {}): void {
  const polyfill = new FakeBrowser().attach(new Life()) as { runtime: object; storage: object };
  const sendMessage = async (message: Sent): Promise<object> => answer(message);
  vi.doMock("webextension-polyfill", () => ({
    default: {
      ...polyfill,
      runtime: { ...polyfill.runtime, sendMessage },
      storage: { ...polyfill.storage, ...own },
    },
  }));
}

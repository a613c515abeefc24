// Listener of the background. Separate from the handlers, which load with the first message.
import type { Sender } from "../../core/commands/sender.ts";
import { browser } from "../browser/browser.ts";

/** Call it in the first turn of the event loop, or a message that starts the worker is lost. Always answers. */
export function listen(answer: (message: unknown, sender: Sender) => Promise<unknown>): void {
  browser.runtime.onMessage.addListener(((message: unknown, sender: Sender, respond: (value: unknown) => void) => {
    void answer(message, sender)
      .catch((error: unknown) => {
        console.error(error);
        return { error: { code: "unexpected", message: String(error) } };
      })
      .then(respond);
    return true;
    // The polyfill declares listeners that return a promise; a callback with `true` works in both browsers.
  }) as never);
}

/** True for the address of one of this extension's own pages. */
export const isOwnPage = (url: string | undefined): boolean => url?.startsWith(browser.runtime.getURL("")) === true;

/** The sender as the browser reports it: one of this extension's own scripts or pages. */
export const isOwnSender = ({ id }: Sender): boolean => id === browser.runtime.id;

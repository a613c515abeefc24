// Unsaved text, stored for the browser session at each key together with the command that saves it. The window saves it
// when the typing ends; if the window closes earlier, the background does.
import type { CommandName, Payload } from "../../core/commands/index.ts";
import { browser } from "../browser/browser.ts";

const TYPED = "typed ";
const OVER = "typing over";

/** The commands that save a text. Repeating one changes nothing. */
export type TextCommand = Extract<CommandName, "edit-preference" | "describe-feeling">;

export interface UnsavedText {
  key: string;
  command: unknown;
  payload: unknown;
}

let isFollowed = false;
/** Firefox drops the last writes of a closing popup; there the end of this connection tells the background. */
let connection: unknown = null;

/** Name of the connection that a window holds while something is being typed in it. */
export const TYPING_PORT = "typing";

function connect(): void {
  if (connection !== null) return;
  const port = browser.runtime.connect({ name: TYPING_PORT });
  connection = port;
  // The background has stopped. The next key wakes it.
  port.onDisconnect.addListener(() => {
    connection = null;
  });
}

/** Call it in the key's own event: the popup may be closed before a later request to the browser. */
export function keepUnsavedText<N extends TextCommand>(key: string, command: N, payload: Payload<N>): Promise<void> {
  if (!isFollowed) window.addEventListener("pagehide", () => void flushUnsavedText());
  isFollowed = true;
  connect();
  return browser.storage.session.set({ [TYPED + key]: { command, payload } });
}

export const dropUnsavedText = (key: string): Promise<void> => browser.storage.session.remove(TYPED + key);

/** Marks the end of typing: this write wakes the background, which saves the stored texts. */
export const flushUnsavedText = (): Promise<void> => browser.storage.session.set({ [OVER]: crypto.randomUUID() });

export async function readUnsavedTexts(): Promise<UnsavedText[]> {
  const all = await browser.storage.session.get(null);
  return Object.entries(all).flatMap(([name, kept]) => {
    if (!name.startsWith(TYPED)) return [];
    // Validated by the command table before use.
    const { command, payload } = (typeof kept === "object" && kept !== null ? kept : {}) as Partial<UnsavedText>;
    return [{ key: name.slice(TYPED.length), command, payload }];
  });
}

export const isUnsavedTextFlush = (changes: readonly (readonly [key: string, value: unknown])[]): boolean =>
  changes.some(([key, value]) => key === OVER && value !== undefined);

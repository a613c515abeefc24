// Tells whether the toolbar shows the button itself, or only the menu of all extensions.
import { browser } from "./browser.ts";

interface UserSettings {
  getUserSettings?(): Promise<{ isOnToolbar?: boolean }>;
  onUserSettingsChanged?: { addListener(changed: () => void): void; removeListener(changed: () => void): void };
}

/** The polyfill's types lack both members, and so do some browsers. */
const action = (): UserSettings => browser.action as UserSettings;

/** False in a browser without this information. */
export async function isButtonPinned(): Promise<boolean> {
  return (await action().getUserSettings?.())?.isOnToolbar === true;
}

/** Calls back when the value may have changed. Returns the function that stops the calls. */
export function onButtonPinned(changed: () => void): () => void {
  const { onUserSettingsChanged } = action();
  onUserSettingsChanged?.addListener(changed);
  window.addEventListener("focus", changed);
  return () => {
    onUserSettingsChanged?.removeListener(changed);
    window.removeEventListener("focus", changed);
  };
}

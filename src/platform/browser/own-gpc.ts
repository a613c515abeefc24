// Global Privacy Control of the browser itself, as in Firefox and Brave.
import { browser } from "./browser.ts";

/**
 * True if the browser sends it to every site without us. Our script runs in none of our own pages, so the property
 * there is the browser's. False in a private window of Firefox, which always sets it there and so says nothing about
 * other windows.
 */
export const doesBrowserSendGpc = (): boolean =>
  Reflect.get(navigator, "globalPrivacyControl") === true && browser.extension.inIncognitoContext !== true;

// Global Privacy Control of the browser itself, as Firefox, Brave and others have it.
import { browser } from "./browser.ts";

/**
 * True if the browser states it to every site without us. Our script acts in no page of our own, so the property there is
 * the browser's. Firefox always states it in a private window, which says nothing about the others: false there.
 */
export const doesBrowserSendGpc = (): boolean =>
  Reflect.get(navigator, "globalPrivacyControl") === true && browser.extension.inIncognitoContext !== true;

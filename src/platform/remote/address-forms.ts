// The address of a WebDAV folder as a person types it, and the variants of it to try.
import { urlOf } from "../../signal/web-address.ts";

/** A typed address, perhaps without a scheme, or copied from a browser with a query. Null if it is no address. */
export function typedUrl(address: string): URL | null {
  const text = address.trim();
  const url = urlOf(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`);
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== "" || url.password !== "") return null;
  url.search = "";
  url.hash = "";
  return url;
}

/**
 * Variants of the address: with a trailing slash, without one, and the WebDAV folder of a Nextcloud whose front page
 * was typed.
 */
export function addressForms(typed: URL, user: string): { address: string; guessed: boolean }[] {
  const bare = typed.href.replace(/\/+$/, "");
  const forms = [{ address: `${bare}/`, guessed: false }];
  if (typed.pathname !== "/") forms.push({ address: bare, guessed: false });
  if (/\/(?:remote\.php|dav|webdav)\b/i.test(typed.pathname) || user === "") return forms;
  const front = bare.replace(/\/(?:index\.php|apps|login)(?:\/.*)?$/, "");
  const address = `${front}/remote.php/dav/files/${encodeURIComponent(user)}/`;
  return [...forms, { address, guessed: true }];
}

/** The folder above; null at the root. */
export const parentOf = (url: URL): URL | null =>
  url.pathname === "/" ? null : new URL(url.pathname.endsWith("/") ? ".." : ".", url);

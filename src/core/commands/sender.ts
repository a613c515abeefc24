// Sender of a message, as the browser describes it: the part that needs no Public Suffix List.
import { urlOf } from "../../signal/web-address.ts";

/** The members of runtime.MessageSender that are used, as both browsers fill them. */
export interface Sender {
  id?: string | undefined;
  url?: string | undefined;
  origin?: string | undefined;
  frameId?: number | undefined;
  documentLifecycle?: string | undefined;
  tab?: { id?: number | undefined } | undefined;
}

/** The sender's origin if it is the active top document of a tab, else null. */
export function originOfTopDocument({ url, origin, frameId, documentLifecycle, tab }: Sender): string | null {
  if (tab === undefined || frameId !== 0) return null;
  if (documentLifecycle !== undefined && documentLifecycle !== "active") return null;
  // A sandboxed document has the opaque origin "null", although its URL names an origin.
  return origin !== undefined && urlOf(url ?? "")?.origin === origin && origin !== "null" ? origin : null;
}

// Sender of a message in the browser's description: the part that needs no Public Suffix List.
import { urlOf } from "../../signal/web-address.ts";

/** The members of runtime.MessageSender that matter, as both browsers fill them. */
export interface Sender {
  id?: string | undefined;
  url?: string | undefined;
  origin?: string | undefined;
  frameId?: number | undefined;
  documentLifecycle?: string | undefined;
  tab?: { id?: number | undefined } | undefined;
}

/** The origin of the active top document of a tab that sent this; null for everything else. */
export function originOfTopDocument({ url, origin, frameId, documentLifecycle, tab }: Sender): string | null {
  if (tab === undefined || frameId !== 0) return null;
  if (documentLifecycle !== undefined && documentLifecycle !== "active") return null;
  // A sandboxed document has the opaque origin "null": its URL says one thing and its origin another.
  return origin !== undefined && urlOf(url ?? "")?.origin === origin && origin !== "null" ? origin : null;
}

// Classifies senders of messages by the browser's description, never by the payload.
import { siteOf } from "../companies/company.ts";
import type { CommandSource } from "./declare.ts";
import { originOfTopDocument, type Sender } from "./sender.ts";

export type { Sender };

export const SENDER_CLASSES = [
  "own-page",
  "own-frame",
  "content-top",
  "content-frame",
  "other-extension",
  "unknown",
] as const;
export type SenderClass = (typeof SENDER_CLASSES)[number];

export interface OwnIdentity {
  id: string;
  /** The extension's own origin with a trailing slash. */
  root: string;
}

/** Total: anything unexpected is `unknown`, a class that may send no command. */
export function senderClass(sender: Sender, own: OwnIdentity): SenderClass {
  if (sender.id !== own.id) return "other-extension";
  const { url, frameId } = sender;
  if (url === undefined) return "unknown";
  if (url.startsWith(own.root)) {
    if (sender.origin !== undefined && `${sender.origin}/` !== own.root) return "unknown";
    // A popup has no tab and, in Chromium, no frame id.
    return frameId === undefined || frameId === 0 ? "own-page" : "own-frame";
  }
  if (sender.tab === undefined || frameId === undefined) return "unknown";
  if (frameId !== 0) return "content-frame";
  const origin = originOfTopDocument(sender);
  return origin !== null && siteOf(url)?.origin === origin ? "content-top" : "unknown";
}

/** Commands permitted to a class: one cell for each class and source. */
export const MAY_SEND: Readonly<Record<SenderClass, readonly CommandSource[]>> = {
  "own-page": ["ui"],
  "own-frame": [],
  "content-top": ["site"],
  "content-frame": [],
  "other-extension": [],
  unknown: [],
};

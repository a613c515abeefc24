// A page that asks again what it was told, of a background that was just started: answered before anything else of it is
// there. Only what answer-page.ts said, to the same origin, while it is true; all else is for answer-page.ts, refusals too.

import { originOfTopDocument, type Sender } from "../../core/commands/sender.ts";
import { isHostPermitted } from "../../platform/browser/permissions.ts";
import { clock } from "../../platform/clock.ts";
import { isOwnSender } from "../../platform/messages/listen.ts";
import { readCachedAnswer } from "../../platform/session/answer-cache.ts";
import type { PreferencesDocument } from "../../signal/document.ts";
import { objectFrom } from "../../signal/plain-objects.ts";
import { mayAsk } from "./page-rate.ts";

const MOST_CHARACTERS = 100;

/** Null where it is not for here. */
export async function quickAnswer(message: unknown, sender: Sender): Promise<{ value: PreferencesDocument } | null> {
  if (!asksForEverything(message) || !isOwnSender(sender)) return null;
  const origin = originOfTopDocument(sender);
  if (origin === null) return null;
  const [document, permitted] = await Promise.all([
    readCachedAnswer(origin),
    isHostPermitted(new URL(origin).hostname),
  ]);
  if (document === null || !permitted || !(Date.parse(document.expires) > clock.now())) return null;
  return mayAsk(sender, "request-preferences") ? { value: document } : null;
}

/** The payload that core/commands/index.ts lets through, without `parts`. */
function asksForEverything(message: unknown): boolean {
  const { command, payload } = objectFrom(message);
  if (command !== "request-preferences" || typeof payload !== "object" || payload === null) return false;
  const { id, ...more } = objectFrom(payload);
  return typeof id === "string" && id.length <= MOST_CHARACTERS && Object.keys(more).length === 0;
}

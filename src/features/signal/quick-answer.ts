// Answers a repeated `cmr:request` from the session's answer cache, before a worker that has just started loads the rest.
// Never refuses: it leaves every other message to answer-page.ts.
import { originOfTopDocument, type Sender } from "../../core/commands/sender.ts";
import { dataOfDocument } from "../../core/sharing/data-kinds.ts";
import { isAgreed } from "../../platform/browser/data-consent.ts";
import { isHostPermitted } from "../../platform/browser/permissions.ts";
import { clock } from "../../platform/clock.ts";
import { isOwnSender } from "../../platform/messages/listen.ts";
import { readCachedAnswer } from "../../platform/session/answer-cache.ts";
import type { PreferencesDocument } from "../../signal/document.ts";
import { objectFrom } from "../../signal/plain-objects.ts";
import { mayAsk } from "./page-rate.ts";

const MOST_CHARACTERS = 100;

/** The cached document, while it is valid and its host is permitted. Null: leave this message to answer-page.ts. */
export async function quickAnswer(message: unknown, sender: Sender): Promise<{ value: PreferencesDocument } | null> {
  if (!asksForEverything(message) || !isOwnSender(sender)) return null;
  const origin = originOfTopDocument(sender);
  if (origin === null) return null;
  const [document, permitted] = await Promise.all([
    readCachedAnswer(origin),
    isHostPermitted(new URL(origin).hostname),
  ]);
  if (document === null || !permitted || !isValidAt(clock.now(), document)) return null;
  if (!(await isAgreed(dataOfDocument(document)))) return null;
  return mayAsk(sender, "request-preferences") ? { value: document } : null;
}

/** False for a document that a fast clock issued: a company would refuse it. */
const isValidAt = (now: number, { issued, expires }: PreferencesDocument): boolean =>
  Date.parse(issued) <= now && now < Date.parse(expires);

/** True for a `request-preferences` payload that the command table accepts and that names no `parts`. */
function asksForEverything(message: unknown): boolean {
  const { command, payload } = objectFrom(message);
  if (command !== "request-preferences" || typeof payload !== "object" || payload === null) return false;
  const { id, ...more } = objectFrom(payload);
  return typeof id === "string" && id.length <= MOST_CHARACTERS && Object.keys(more).length === 0;
}

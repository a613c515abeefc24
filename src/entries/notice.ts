// Content script in top-level documents while participation notices are on: reports a page that links a participation
// file.
import { ask, isOwnTopDocument, whenActive, whenUsed } from "../platform/browser/page-port.ts";
import { PARTICIPATION_LINK } from "../signal/vocabulary.ts";

/** The background decides whether a visit that lasts may be allowed automatically. */
async function notice(): Promise<void> {
  await whenActive();
  if ((await ask("notice-site", {})) !== true) return;
  await whenUsed();
  await ask("notice-site", { used: true });
}

// Most pages have no such link. They send no message, and the worker stays asleep.
if (isOwnTopDocument() && document.querySelector(`link[rel~="${PARTICIPATION_LINK}"]`) !== null) void notice();

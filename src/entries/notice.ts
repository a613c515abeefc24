// Runs in top-level documents while the user wants to notice companies that take part: says so when a page has the link.

import { ask, isOwnTopDocument, whenActive, whenUsed } from "../platform/browser/page-port.ts";
import { PARTICIPATION_LINK } from "../signal/vocabulary.ts";

/** The background answers whether a visit that lasts may be allowed automatically. */
async function notice(): Promise<void> {
  await whenActive();
  if ((await ask("notice-site", {})) !== true) return;
  await whenUsed();
  await ask("notice-site", { used: true });
}

// Most pages have none: then nothing is sent and nobody is woken.
if (isOwnTopDocument() && document.querySelector(`link[rel~="${PARTICIPATION_LINK}"]`) !== null) void notice();

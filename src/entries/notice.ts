// Runs in top-level documents while the user wants to notice companies that take part: says so when a page has the link.
import { PARTICIPATION_LINK } from "../core/signal/vocabulary.ts";
import { ask, isOwnTopDocument, whenActive } from "../platform/page-port.ts";

// Most pages have none: then nothing is sent and nobody is woken.
if (isOwnTopDocument() && document.querySelector(`link[rel~="${PARTICIPATION_LINK}"]`) !== null)
  void whenActive().then(() => ask("notice-site", {}));

// Content script in the top-level documents of granted hosts. Answers the page's cmr: events; holds no preferences
// itself.
import { take } from "../core/commands/token-bucket.ts";
import {
  ask,
  dispatchToPage,
  isOwnTopDocument,
  onBackgroundMessage,
  onPageEvent,
  whenActive,
} from "../platform/browser/page-port.ts";
import { objectFrom } from "../signal/plain-objects.ts";

const requests = { times: [] };
const acknowledgements = { times: [] };
const questions = { times: [] };
let lastId = "";

if (isOwnTopDocument()) {
  onPageEvent("cmr:request", (detail) => {
    const { id, parts } = detail;
    if (typeof id !== "string" || !take(requests, Date.now())) return;
    void whenActive()
      .then(() => ask("request-preferences", { id, ...(parts === undefined ? {} : { parts }) }))
      .then((preferences) => {
        if (preferences === null) return;
        lastId = id;
        dispatchToPage("cmr:preferences", { id, preferences });
      });
  });

  onPageEvent("cmr:acknowledge", (detail) => {
    if (take(acknowledgements, Date.now())) void ask("acknowledge-preferences", detail);
  });

  // The background's answer is not passed on: a page learns nothing of its question.
  onPageEvent("cmr:ask", (detail) => {
    if (take(questions, Date.now())) void ask("ask-question", detail);
  });

  onBackgroundMessage((message) => {
    // The tab may have navigated since the message was sent: only the page that the document was made for passes it on.
    const { changed, to } = objectFrom(message);
    if (changed !== undefined && to === self.origin) dispatchToPage("cmr:change", { id: lastId, preferences: changed });
  });
}

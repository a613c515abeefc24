// In-memory store of the bank's visitors, keyed by session: at most MOST_VISITORS, lost when the server stops.
import { randomUUID } from "node:crypto";

const COOKIE = "northbank_session";
const MOST_VISITORS = 200;
const MOST_REQUESTS = 50;
const MOST_CHARACTERS = 1000;

/** Request headers that a visitor's log shows beside the address. An allow-list: it shows no other header. */
const SHOWN = ["sec-cmr-preferences", "sec-gpc", "sec-fetch-dest", "sec-fetch-mode", "sec-fetch-site"];

const short = (text) => String(text).slice(0, MOST_CHARACTERS);

/** `handleOf`: returns the handle of a customer. */
export function createVisitors(handleOf) {
  /** By session, oldest first. `stored` is the document that the visitor's page posted last, null without one. */
  const visitors = new Map();
  let latest = null;

  return {
    /** The visitor of a session; null without a session cookie, and for one that the bank did not set. */
    of: ({ headers }) => {
      const session = new RegExp(`(?:^|; )${COOKIE}=([0-9a-f-]{36})(?:;|$)`).exec(headers.cookie ?? "")?.[1];
      return visitors.get(session) ?? null;
    },

    /** Begins a session and sets its cookie. On https, its name should begin with `__Host-`, with `Secure`. */
    begin(response) {
      const session = randomUUID();
      // The handle reveals its id, so that id is not the session's.
      const visitor = { requests: [], stored: null, handle: handleOf(randomUUID()) };
      visitors.set(session, visitor);
      if (visitors.size > MOST_VISITORS) visitors.delete(visitors.keys().next().value);
      response.setHeader("Set-Cookie", `${COOKIE}=${session}; Path=/; HttpOnly; SameSite=Lax`);
      return visitor;
    },

    /** Adds a request to the log of its own visitor. */
    note(visitor, { method, url, headers }) {
      const shown = SHOWN.filter((name) => name in headers).map((name) => [name, short(headers[name])]);
      visitor.requests.push({ method, url: short(url), headers: Object.fromEntries(shown) });
      if (visitor.requests.length > MOST_REQUESTS) visitor.requests.shift();
    },

    /** Stores the document that a page posted. Null, if the browser gave none, removes the stored one. */
    store(visitor, preferences) {
      visitor.stored = preferences === null ? null : { preferences, at: new Date() };
      latest = visitor;
    },

    /** The document that any visitor's page posted last, for staff. Null without one. */
    latest: () => latest?.stored ?? null,
  };
}

// In-memory store of the bank's visitors, keyed by session: at most MOST_VISITORS, lost when the bank stops.
import { randomUUID } from "node:crypto";

const COOKIE = "northbank_session";
const MOST_VISITORS = 200;
const MOST_REQUESTS = 50;
const MOST_CHARACTERS = 1000;

/** Request headers that a visitor's log shows beside the address. An allow-list: it shows no other header. */
const SHOWN = ["sec-cmr-preferences", "sec-gpc", "sec-fetch-dest", "sec-fetch-mode", "sec-fetch-site"];

const short = (text) => String(text).slice(0, MOST_CHARACTERS);

/** `handleOf` gives the name for deliveries and data of one of the bank's customers. */
export function createVisitors(handleOf) {
  /** By session, oldest first. `told` is the document that the visitor's page handed in last, null without one. */
  const visitors = new Map();
  let latest = null;

  return {
    /**
     * Returns the visitor of a session that this bank began; null without a session cookie, and for an invented one.
     */
    of: ({ headers }) => {
      const session = new RegExp(`(?:^|; )${COOKIE}=([0-9a-f-]{36})(?:;|$)`).exec(headers.cookie ?? "")?.[1];
      return visitors.get(session) ?? null;
    },

    /** A new visitor, whose cookie the response sets. On https it would be `__Host-` by name and `Secure`. */
    begin(response) {
      const session = randomUUID();
      // The browser can read the id in the name, so it is none of the session's.
      const visitor = { requests: [], told: null, handle: handleOf(randomUUID()) };
      visitors.set(session, visitor);
      if (visitors.size > MOST_VISITORS) visitors.delete(visitors.keys().next().value);
      response.setHeader("Set-Cookie", `${COOKIE}=${session}; Path=/; HttpOnly; SameSite=Lax`);
      return visitor;
    },

    /** Notes a request for its own visitor's log. */
    note(visitor, { method, url, headers }) {
      const shown = SHOWN.filter((name) => name in headers).map((name) => [name, short(headers[name])]);
      visitor.requests.push({ method, url: short(url), headers: Object.fromEntries(shown) });
      if (visitor.requests.length > MOST_REQUESTS) visitor.requests.shift();
    },

    /**
     * Stores the document that a page handed in. Null, from a customer whose browser gives none, removes the stored
     * one.
     */
    tell(visitor, preferences) {
      visitor.told = preferences === null ? null : { preferences, at: new Date() };
      latest = visitor;
    },

    /** The document of the visitor whose page handed in last, for the staff. Null without one. */
    latest: () => latest?.told ?? null,
  };
}

// A tap on a face: stored in the browser's session first, then sent. Finds the page of the tap without the background.
import { Refusal } from "../../core/commands/errors.ts";
import type { Rated } from "../../core/commands/feelings.ts";
import { activeTab } from "../../platform/browser/tabs.ts";
import { clock } from "../../platform/clock.ts";
import { send } from "../../platform/messages/send.ts";
import { addPendingTap } from "../../platform/session/pending-taps.ts";
import type { Value } from "../../signal/feeling-vocabulary.ts";
import { isLoopback, urlOf } from "../../signal/web-address.ts";

let front: string | null = null;
let looking: Promise<unknown> = Promise.resolve();

/** Asks the browser for the active page as soon as the window exists, and again when the window shows another page. */
export function findFront(asked: number | null): void {
  front = null;
  looking = activeTab(asked)
    .then((tab) => {
      front = hostOf(tab?.url);
    })
    .catch(() => {});
}

/** Null for a page that cannot belong to a company. */
function hostOf(url: string | undefined): string | null {
  const page = urlOf(url ?? "");
  if (page === null) return null;
  const { protocol, hostname } = page;
  return protocol === "https:" || (protocol === "http:" && isLoopback(hostname)) ? hostname : null;
}

/** `host`: null until the background has named the active host. */
export async function tapFace(host: string | null, value: Value, another = false): Promise<Rated> {
  const at = clock.now();
  // Awaits nothing while the host is known, so that a popup that closes in this very turn has stored the tap.
  if (host === null && front === null) await looking;
  const where = host ?? front;
  if (where === null) throw new Refusal("not-a-company");
  const tap = { id: crypto.randomUUID(), at, host: where, value, another };
  // Sends the tap even if it cannot be stored.
  void addPendingTap(tap.id, tap).catch(() => {});
  return send("save-tap", tap);
}

// A tap on a face: kept by the browser before anything is asked, then sent. Where it was made is known without the
// background.

import { Refusal } from "../../core/commands/errors.ts";
import type { Rated } from "../../core/commands/feelings.ts";
import { isLoopback, urlOf } from "../../core/companies/host.ts";
import type { Value } from "../../core/feelings/feeling.ts";
import { activeTab } from "../../platform/browser/tabs.ts";
import { clock } from "../../platform/clock.ts";
import { send } from "../../platform/messages/send.ts";
import { addPendingTap } from "../../platform/session/pending-taps.ts";

let front: string | null = null;
let looking: Promise<unknown> = Promise.resolve();

/** Asks the browser for the page in front, as early as there is a window. */
export function findFront(asked: number | null): void {
  looking = activeTab(asked)
    .then((tab) => {
      front = hostOf(tab?.url);
    })
    .catch(() => {});
}

/** Null where nobody can be a company. */
function hostOf(url: string | undefined): string | null {
  const page = urlOf(url ?? "");
  if (page === null) return null;
  const { protocol, hostname } = page;
  return protocol === "https:" || (protocol === "http:" && isLoopback(hostname)) ? hostname : null;
}

/** `host`: null until the background has named the host in front. */
export async function tapFace(host: string | null, value: Value, another = false): Promise<Rated> {
  const at = clock.now();
  // Nothing waits while the host is known: a popup that closes in this very turn has kept the tap.
  if (host === null && front === null) await looking;
  const where = host ?? front;
  if (where === null) throw new Refusal("not-a-company");
  const tap = { id: crypto.randomUUID(), at, host: where, value, another };
  // Where it cannot be kept, it is still sent.
  void addPendingTap(tap.id, tap).catch(() => {});
  return send("save-tap", tap);
}

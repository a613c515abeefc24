// Keeps the browser's rules and scripts equal to f(record, permitted hosts), after every write and at every start.

import { ensureContentScript, forgetContentScripts } from "../../platform/browser/content-scripts.ts";
import { ensureHeaderRules, forgetHeaderRules, type HeaderPlan } from "../../platform/browser/header-rules.ts";
import { ringAt } from "../../platform/browser/lifecycle.ts";
import { forgetHosts, hostCoverage } from "../../platform/browser/permissions.ts";
import { startOfDate } from "../../platform/clock.ts";
import { eachOf } from "../../platform/each.ts";
import { makeSerialQueue } from "../../platform/serial-queue.ts";
import type { RowChange } from "../../record/write-hooks.ts";
import type { PreferencesDocument } from "../../signal/document.ts";
import { audienceOf, headerPlans } from "./audience-groups.ts";
import { issueDocument } from "./issue-document.ts";
import { issueReceipts } from "./issue-receipts.ts";
import { type Audience, concernsSignal, loadIndex, moveIndex, type SignalIndex } from "./signal-index.ts";
import { inputFromIndex, inputFromRecord } from "./view-input.ts";

let index: Promise<SignalIndex> | null = null;
let contentScript = "";

/** Where the built content script lies, from the package root with a leading slash. */
export const setContentScript = (file: string): void => {
  contentScript = file;
};

/** Everything again from the record: at start, when hosts were added or removed, when a day begins. */
export function reconcileSignals(): Promise<void> {
  index = null;
  forgetHosts();
  forgetHeaderRules();
  forgetContentScripts();
  return publish();
}

/** A participation file is no write of the record: what it says of products is read when it is next asked for. */
export const forgetIndex = (): void => {
  index = null;
};

/** The consequence of a write. */
export async function publishSignals(touched: readonly RowChange[]): Promise<void> {
  if (!concernsSignal(touched)) return;
  const loaded = index;
  if (loaded !== null) {
    const known = await loaded;
    for (const { table, after } of touched) moveIndex(known, table, after);
  }
  await publish();
}

/** What the signal is made of, as it is after every write that has been announced. */
export function heldIndex(): Promise<SignalIndex> {
  index ??= loadIndex().catch((error: unknown) => {
    index = null;
    throw error;
  });
  return index;
}

/** The exact document of a live grant, with its receipt written; null when the grant has just ended. */
export async function documentOf(company: string): Promise<PreferencesDocument | null> {
  const readInput = index === null ? inputFromRecord : inputFromIndex(await index);
  return (await issueDocument(readInput, company))?.document ?? null;
}

const enqueue = makeSerialQueue();

/** One update at a time, in order: of two at once the older one could finish last. */
const publish = (): Promise<void> => enqueue(enforce);

/** Fails closed: a company whose signal cannot be verified gets none, and then this throws. */
async function enforce(): Promise<void> {
  const { known, audience } = await readAudience();
  const { lasting, ending, changes, fault } = headerPlans(known, audience);
  // A permission with an end loses its header in that minute, and so does a text that ends with a day.
  ringAt(
    "grant-ends",
    Math.min(audience.ends, changes === null ? audience.ends : startOfDate(changes, known.timeZone)),
  );
  await eachOf([
    () => tell(lasting, ending, audience.hosts),
    async () => {
      if (fault !== null) throw fault;
    },
    () => issueReceipts(known, audience.permitted, documentOf),
  ]);
}

async function readAudience(): Promise<{ known: SignalIndex; audience: Audience }> {
  try {
    const known = await heldIndex();
    return { known, audience: audienceOf(known, await hostCoverage()) };
  } catch (error) {
    index = null;
    await tell(new Map(), new Map(), { lasting: [], ending: [] });
    throw error;
  }
}

const tell = (lasting: HeaderPlan, ending: HeaderPlan, hosts: Audience["hosts"]): Promise<void> =>
  eachOf([
    () => ensureHeaderRules(lasting, ending),
    () => ensureContentScript(hosts.lasting, contentScript),
    () => ensureContentScript(hosts.ending, contentScript, false),
  ]);

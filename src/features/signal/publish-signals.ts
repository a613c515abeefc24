// Makes header rules and content scripts equal f(record, permitted hosts), after every write and at every start.
import { ensureContentScript, forgetContentScripts } from "../../platform/browser/content-scripts.ts";
import { ensureHeaderRules, forgetHeaderRules, type HeaderPlan } from "../../platform/browser/header-rules.ts";
import { ringAt } from "../../platform/browser/lifecycle.ts";
import { forgetHosts, hostCoverage } from "../../platform/browser/permissions.ts";
import { startOfDate } from "../../platform/clock.ts";
import { eachOf } from "../../platform/each.ts";
import { makeSerialQueue } from "../../platform/serial-queue.ts";
import { endMoment } from "../../record/deciding.ts";
import type { RowChange } from "../../record/write-hooks.ts";
import type { PreferencesDocument } from "../../signal/document.ts";
import { audienceOf, headerPlans } from "./audience-groups.ts";
import { issueDocument } from "./issue-document.ts";
import { issueReceipts } from "./issue-receipts.ts";
import { type Audience, concernsSignal, loadIndex, moveIndex, type SignalIndex } from "./signal-index.ts";
import { inputFromIndex, inputFromRecord } from "./view-input.ts";

let index: Promise<SignalIndex> | null = null;
let contentScript = "";

/** Path of the built content script from the package root, with a leading slash. */
export const setContentScript = (file: string): void => {
  contentScript = file;
};

/** Publishes from the record: at start, when host permissions change, and when a day begins. */
export function reconcileSignals(): Promise<void> {
  index = null;
  forgetHosts();
  forgetHeaderRules();
  forgetContentScripts();
  return publish();
}

/** Drops the index after a change that is no write of the record. The next use reads products and holds again. */
export const forgetIndex = (): void => {
  index = null;
};

/** Write effect: updates the index, and publishes it if the write affects any company's view. */
export async function publishSignals(touched: readonly RowChange[]): Promise<void> {
  if (!concernsSignal(touched)) return;
  const loaded = index;
  if (loaded !== null) {
    const known = await loaded;
    for (const { table, after } of touched) moveIndex(known, table, after);
    // A decision that read the index while this waited for it missed the write.
    endMoment();
  }
  await publish();
}

/** The signal index, loaded on first use and current with every announced write. */
export function currentIndex(): Promise<SignalIndex> {
  index ??= loadIndex().catch((error: unknown) => {
    index = null;
    throw error;
  });
  return index;
}

/** The document of a live grant, with its receipt written. Null if the grant has ended. */
export async function documentOf(company: string): Promise<PreferencesDocument | null> {
  const readInput = index === null ? inputFromRecord : inputFromIndex(await index);
  return (await issueDocument(readInput, company))?.document ?? null;
}

const enqueue = makeSerialQueue();

/** One update at a time, in order: of two parallel updates, the older one could finish last. */
const publish = (): Promise<void> => enqueue(enforce);

/** Publishes the index to the browser. Fails closed: removes the signal of a company whose view throws, then rethrows. */
async function enforce(): Promise<void> {
  const { known, audience } = await readAudience();
  const { lasting, ending, changes, fault } = headerPlans(known, audience);
  // Wakes the worker when the first grant ends or the first view changes, so that it replaces their headers.
  ringAt(
    "grant-ends",
    Math.min(audience.ends, changes === null ? audience.ends : startOfDate(changes, known.timeZone)),
  );
  await eachOf([
    () => applySignals(lasting, ending, audience.hosts),
    async () => {
      if (fault !== null) throw fault;
    },
    () => issueReceipts(known, audience.permitted, documentOf),
  ]);
}

async function readAudience(): Promise<{ known: SignalIndex; audience: Audience }> {
  try {
    const known = await currentIndex();
    return { known, audience: audienceOf(known, await hostCoverage()) };
  } catch (error) {
    index = null;
    await applySignals(new Map(), new Map(), { lasting: [], ending: [] });
    throw error;
  }
}

/** Makes the browser's header rules and content scripts equal these plans. */
const applySignals = (lasting: HeaderPlan, ending: HeaderPlan, hosts: Audience["hosts"]): Promise<void> =>
  eachOf([
    () => ensureHeaderRules(lasting, ending),
    () => ensureContentScript(hosts.lasting, contentScript),
    () => ensureContentScript(hosts.ending, contentScript, false),
  ]);

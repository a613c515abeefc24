// The handlers of the background's events, and the effects of writes. Loads with the first event that needs it
// (entries/background.ts).
import type { Sender } from "../core/commands/senders.ts";
import content from "../entries/content.ts?iife";
import gpc from "../entries/gpc.ts?iife";
import notice from "../entries/notice.ts?iife";
import { saveNewTaps } from "../features/feelings/save-tap.ts";
import { publishGpc, reconcileGpc, setGpcScript } from "../features/gpc/publish-gpc.ts";
import { snapshotRecord } from "../features/my-data/copy-record.ts";
import { refuseWhenLost } from "../features/my-data/recover-record.ts";
import { publishNotice, reconcileNotice, setNoticeScript } from "../features/notice/publish-notice.ts";
import { noteRatings, reconcileReminder } from "../features/reminders/remind.ts";
import { settleVisits, watchPage } from "../features/reminders/watch-visits.ts";
import { completeIntents } from "../features/sharing/allow-company.ts";
import { endGrantsOfLostHosts } from "../features/sharing/edit-grant.ts";
import { setDocumentReader } from "../features/sharing/owe-updates.ts";
import { dropHostsOfRevoked } from "../features/sharing/revoke-company.ts";
import { sendDeliveries } from "../features/sharing/send-deliveries.ts";
import { deliverAfterWrite } from "../features/sharing/watch-deliveries.ts";
import { checkDisclosure } from "../features/signal/check-disclosure.ts";
import { forgetReceipts } from "../features/signal/issue-document.ts";
import {
  documentOf,
  forgetIndex,
  publishSignals,
  reconcileSignals,
  setContentScript,
} from "../features/signal/publish-signals.ts";
import { concernsSignal } from "../features/signal/signal-index.ts";
import { setAfterJoin } from "../features/sync/run-sync.ts";
import { syncAfterEdit, syncUnasked } from "../features/sync/schedule-sync.ts";
import { trimSync } from "../features/sync/trim-sync.ts";
import type { HostsChange } from "../platform/browser/permissions.ts";
import { eachOf } from "../platform/each.ts";
import { answer } from "../platform/messages/messages.ts";
import { makeSerialQueue } from "../platform/serial-queue.ts";
import { clearAnswerCache, suspendAnswerCache } from "../platform/session/answer-cache.ts";
import { refusalOf } from "../record/storage-refusal.ts";
import { configureWrites } from "../record/write-hooks.ts";
import { handlers } from "./handlers/index.ts";
import { ready, reconcile, together } from "./reconcile.ts";
import { saveTyped } from "./save-typed.ts";

export { ready, reconcile };

const fromRoot = (file: string): string => `/${file.replace(/^\//, "")}`;

setContentScript(fromRoot(content));
setGpcScript(fromRoot(gpc));
setNoticeScript(fromRoot(notice));
configureWrites({
  checkDisclosure,
  suspendCaches: (changes) => (concernsSignal(changes) ? suspendAnswerCache() : null),
  effects: [forgetReceipts, publishSignals, publishGpc, publishNotice, noteRatings, syncAfterEdit, deliverAfterWrite],
  forgetIndex,
  async republish() {
    await clearAnswerCache();
    await reconcileSignals();
  },
});

setAfterJoin(dropHostsOfRevoked);
setDocumentReader(documentOf);

/** Never rejects: a failure is a reply too. */
export const answerMessage = (message: unknown, sender: Sender): Promise<unknown> =>
  answer(message, sender, { handlers, refusalOf });

const inTurn = makeSerialQueue();

/** Handles permission events in the browser's order, each for the hosts it names: a later event may restore a host. */
export const hostsChanged = (change: HostsChange): Promise<void> =>
  inTurn(async () => {
    await refuseWhenLost();
    await eachOf([
      () => endGrantsOfLostHosts(change),
      ready,
      completeIntents,
      () => together([reconcileSignals(), reconcileGpc().then(reconcileNotice)]),
      // Not awaited: a company may answer late.
      async () => void sendDeliveries(),
    ]);
  });

/** Refuses the work if the record is lost. */
const unlessLost =
  <T extends unknown[]>(work: (...given: T) => Promise<unknown>) =>
  async (...given: T): Promise<void> => {
    await refuseWhenLost();
    await work(...given);
  };

export const typingIsOver = unlessLost(() => saveTyped(handlers));
export const tapsArePending = unlessLost(saveNewTaps);
export const activePageChanged = unlessLost(watchPage);
export const visitsEnd = unlessLost(settleVisits);
export const reminderIsDue = unlessLost(reconcileReminder);
export const syncIsDue = unlessLost(syncUnasked);
export const deliveriesDue = unlessLost(sendDeliveries);
export const dayIsOver = unlessLost(() => eachOf([snapshotRecord, trimSync]));

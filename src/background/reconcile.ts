// Completes the work that a killed background left unfinished: the owed work of every feature, in order.
import { eraseRemovedRows } from "../features/feelings/remove-feeling.ts";
import { savePendingTaps } from "../features/feelings/save-tap.ts";
import { giveBackOwedEverySite } from "../features/gpc/give-back-every-site.ts";
import { reconcileGpc } from "../features/gpc/publish-gpc.ts";
import { lookForLoss, refuseWhenLost } from "../features/my-data/recover-record.ts";
import { reconcileNotice } from "../features/notice/publish-notice.ts";
import { seedDefaults } from "../features/preferences/seed-defaults.ts";
import { reconcileReminder } from "../features/reminders/remind.ts";
import { settleVisits } from "../features/reminders/watch-visits.ts";
import { completeIntents } from "../features/sharing/allow-company.ts";
import { collectQuestions } from "../features/sharing/collect-questions.ts";
import { endGrantsOfLostHosts } from "../features/sharing/edit-grant.ts";
import { dropOwedHosts } from "../features/sharing/owed-hosts.ts";
import { sendDeliveries } from "../features/sharing/send-deliveries.ts";
import { reconcileSignals } from "../features/signal/publish-signals.ts";
import { resumeSync } from "../features/sync/schedule-sync.ts";
import { eachOf } from "../platform/each.ts";
import { loadAnswerCache } from "../platform/session/answer-cache.ts";

/** Awaits all, even if one fails; then throws the first error. */
export async function together(works: readonly Promise<unknown>[]): Promise<void> {
  const results = await Promise.allSettled(works);
  for (const result of results) if (result.status === "rejected") throw result.reason;
}

/** Completes work that a killed background left unfinished. A failed step does not stop the others. Idempotent. */
export async function reconcile(): Promise<void> {
  await refuseWhenLost();
  await eachOf([
    () => seedDefaults(navigator.languages),
    completeIntents,
    dropOwedHosts,
    () => endGrantsOfLostHosts(),
    restoreIndependentWork,
    eraseRemovedRows,
    lookForLoss,
    collectQuestions,
    resumeSync,
    // Not awaited: a company may answer late.
    async () => void sendDeliveries(),
  ]);
}

async function restoreIndependentWork(): Promise<void> {
  const everySite = giveBackOwedEverySite();
  const afterEverySite = everySite.catch(() => {});
  await together([
    everySite,
    loadAnswerCache(),
    savePendingTaps(),
    reconcileSignals(),
    afterEverySite.then(reconcileGpc),
    afterEverySite.then(reconcileNotice),
    settleVisits().then(reconcileReminder),
  ]);
}

let reconciliation: Promise<void> | null = null;

/** Runs `reconcile` once for each start of the worker. A failure is only logged: the next start repeats the work. */
export function ready(): Promise<void> {
  reconciliation ??= reconcile().catch((error: unknown) => console.error("reconciliation is owed", error));
  return reconciliation;
}

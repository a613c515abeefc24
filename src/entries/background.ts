// Entry of the service worker (event page in Firefox). Registers every listener in the first turn of the event loop,
// before any await. background/work.ts loads with the first event that needs it: most events are repeated requests of a
// page, which the answer cache serves.
import { quickAnswer } from "../features/signal/quick-answer.ts";
import { onActivePage } from "../platform/browser/active-page.ts";
import { type Alarm, keepScriptsOutOfStorage, onAlarm, onStart } from "../platform/browser/lifecycle.ts";
import { onHostsChanged } from "../platform/browser/permissions.ts";
import { clock } from "../platform/clock.ts";
import { listen } from "../platform/messages/listen.ts";
import { onSessionWork } from "../platform/session/session-work.ts";
import { readSuffixList } from "../platform/suffix-list.ts";

type Work = typeof import("../background/work.ts");

let loading: Promise<Work> | null = null;

const load = (): Promise<Work> => import("../background/work.ts");

/** The loaded work. Does not cache a failure: the next event tries again. */
function work(): Promise<Work> {
  loading ??= Promise.all([load(), readSuffixList()]).then(
    ([loaded]) => loaded,
    (error: unknown) => {
      loading = null;
      throw error;
    },
  );
  return loading;
}

/** Only logs a failure: the next reconciliation repeats the work. */
const begin = (what: (work: Work) => Promise<unknown>): void => void work().then(what).catch(console.error);

const onRing = (alarm: Alarm, minutes: number | null, what: (work: Work) => Promise<unknown>): void =>
  onAlarm(alarm, minutes, () => begin(what));

listen(async (message, sender) => {
  const quick = await quickAnswer(message, sender).catch(() => null);
  return quick ?? (await work()).answerMessage(message, sender);
});
onHostsChanged((change) => begin(({ hostsChanged }) => hostsChanged(change)));
onSessionWork(
  (taps) => begin(({ tapsArePending }) => tapsArePending(taps)),
  () => begin(({ typingIsOver }) => typingIsOver()),
);
onActivePage((loaded) => begin(({ activePageChanged }) => activePageChanged(loaded)));
onRing("visits", null, ({ visitsEnd }) => visitsEnd());
onRing("reminder", null, ({ reminderIsDue }) => reminderIsDue());
onRing("pages", null, ({ reminderIsDue }) => reminderIsDue());
onRing("grant-ends", null, ({ reconcile }) => reconcile());
onRing("reconcile", 60, ({ reconcile }) => reconcile());
onRing("sync", null, ({ syncIsDue }) => syncIsDue());
onRing("deliveries", null, ({ deliveriesDue }) => deliveriesDue());
onRing("snapshot", 24 * 60, ({ dayIsOver }) => dayIsOver());
onStart("src/entries/welcome/index.html");
keepScriptsOutOfStorage();

// A page's request that woke the worker is answered before the reconciliation, on which its checks do not depend.
clock.later(() => begin(({ ready }) => ready()), 200);

// State of sync in words, with progress, and the problem with its next step.
import type { SyncReport } from "../../core/commands/sync.ts";
import { send } from "../../platform/messages/send.ts";
import { moment } from "../../ui/formats.ts";
import { plural, t } from "../../ui/messages.ts";
import { attempt } from "../../ui/refusals.ts";
import { say } from "../../ui/toast.tsx";
import { PROBLEMS, type ProblemAct } from "./sync-problem.ts";
import { agoText, leftText, progressText, stateText } from "./sync-text.ts";

/** Problems that another sync does not solve, and those with a button that has the same effect. */
const WITHOUT_SYNC_NOW = new Set<string>(
  Object.entries(PROBLEMS).flatMap(([code, { act }]) =>
    act === "retry" || act === "new-key" || code === "many-erased" ? [code] : [],
  ),
);

interface StateProps {
  report: SyncReport;
  again: () => Promise<void>;
  onAct: (act: Exclude<ProblemAct, "retry" | "renew">) => void;
}

export function SyncState({ report, again, onAct }: StateProps) {
  const { state, lastSyncedAt, owedRows, problem } = report;
  const isRunning = state === "syncing";
  const isLate = lastSyncedAt !== null && (state === "waiting" || state === "needs-user");
  return (
    <section class={problem === null ? "card" : "card asked"} aria-labelledby="sync-state" data-testid="sync-state">
      <h2 id="sync-state" aria-live="polite" data-testid="sync-state-text" data-state={state}>
        {stateText(report)}
      </h2>
      {problem !== null && <Problem problem={problem} isFolder={report.place?.kind === "folder"} />}
      {report.progress !== null && <Progress progress={report.progress} />}
      {isLate && <p class="muted">{t("sync_last", { ago: agoText(lastSyncedAt) })}</p>}
      {owedRows > 0 && !isRunning && <p class="muted">{plural("sync_owed", owedRows)}</p>}
      <div class="row">
        {problem !== null && <ActButton act={PROBLEMS[problem.code].act} again={again} onAct={onAct} />}
        {isRunning ? (
          <button type="button" data-testid="sync-pause" onClick={() => void pause(again)}>
            {t("sync_pause")}
          </button>
        ) : (
          (problem === null || !WITHOUT_SYNC_NOW.has(problem.code)) && (
            <button type="button" data-testid="sync-now" onClick={() => void syncNow(again)}>
              {t("sync_now")}
            </button>
          )
        )}
      </div>
    </section>
  );
}

function Problem({ problem, isFolder }: { problem: NonNullable<SyncReport["problem"]>; isFolder: boolean }) {
  const { text, next: usual } = PROBLEMS[problem.code];
  const { code, retryAt } = problem;
  const next = isFolder && code === "no-permission" ? "sync_next_no_permission_folder" : usual;
  return (
    <div data-testid="sync-problem" data-problem={problem.code}>
      <p>{t(text)}</p>
      <p>
        {t(next)} {retryAt !== null && t("sync_retry_at", { time: moment(new Date(retryAt).toISOString(), "time") })}
      </p>
    </div>
  );
}

function Progress({ progress }: { progress: NonNullable<SyncReport["progress"]> }) {
  const { rows, ofRows, secondsLeft } = progress;
  const text = progressText(progress);
  return (
    <div class="stack" data-testid="sync-progress">
      <progress aria-label={text} max={ofRows ?? undefined} value={ofRows === null ? undefined : rows} />
      <p class="muted">
        {text} {secondsLeft !== null && leftText(secondsLeft)}
      </p>
    </div>
  );
}

function ActButton({ act, again, onAct }: { act: ProblemAct | null } & Omit<StateProps, "report">) {
  if (act === null) return null;
  const press = () => {
    if (act === "retry") return void syncNow(again);
    if (act === "renew") return void renew(again);
    onAct(act);
  };
  const texts = {
    retry: t("sync_act_retry"),
    place: t("sync_act_place"),
    permit: t("sync_act_permit"),
    renew: t("sync_act_renew"),
    "new-key": t("sync_new_key_open"),
  };
  return (
    <button type="button" class="primary" data-testid={`sync-act-${act}`} onClick={press}>
      {texts[act]}
    </button>
  );
}

async function syncNow(again: () => Promise<void>): Promise<void> {
  const running = attempt(send("sync-now", {}));
  // Shows the progress at once, since the command answers only at the end.
  await again();
  await running;
  await again();
}

async function pause(again: () => Promise<void>): Promise<void> {
  if ((await attempt(send("pause-sync", {}))) !== null) say(t("sync_paused"));
  await again();
}

async function renew(again: () => Promise<void>): Promise<void> {
  if ((await attempt(send("renew-vault", {}))) !== null) say(t("sync_renewed"));
  await again();
}

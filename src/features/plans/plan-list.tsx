// The plans as sentences, current ones first. Each can be edited, paused, finished, dropped and removed.
import type { ComponentChildren } from "preact";
import type { Payload } from "../../core/commands/index.ts";
import type { PlanState, PlanStatus } from "../../core/plans/plan.ts";
import { send } from "../../platform/messages/send.ts";
import { confirmDisclosure } from "../../ui/confirm-disclosure.ts";
import { compare } from "../../ui/formats.ts";
import { Guard } from "../../ui/guard.tsx";
import { type MessageKey, t, word } from "../../ui/messages.ts";
import { attempt } from "../../ui/refusals.ts";
import { sayWithUndo } from "../../ui/undo.ts";
import { readersText } from "./plan-audience.tsx";
import { planSentence } from "./plan-sentence.ts";
import type { PlansContext, SeenPlan } from "./read-plans.ts";

const ORDER: readonly PlanState[] = ["expiring", "open", "paused", "expired", "done", "dropped"];

/** Actions for each state, beside editing and removing. */
const ACTIONS: Readonly<Record<PlanState, readonly Action[]>> = {
  open: ["pause", "finish", "drop"],
  expiring: ["pause", "finish", "drop"],
  paused: ["resume", "finish", "drop"],
  expired: ["finish", "drop"],
  done: ["resume"],
  dropped: ["resume"],
};
type Action = "pause" | "resume" | "finish" | "drop";

const STATUSES: Readonly<Record<Action, PlanStatus>> = {
  pause: "paused",
  resume: "open",
  finish: "done",
  drop: "dropped",
};

const LABELS: Readonly<Record<Action, MessageKey>> = {
  pause: "pause",
  resume: "plan_resume",
  finish: "plan_finish",
  drop: "plan_drop",
};

/** The part that another capability adds below a plan. */
export type PlanExtra = (seen: SeenPlan) => ComponentChildren;

export function PlanList(props: {
  plans: readonly SeenPlan[];
  known: PlansContext;
  onEdit: (plan: SeenPlan["plan"]) => void;
  below: PlanExtra;
}) {
  const ordered = [...props.plans].sort(
    (one, other) =>
      ORDER.indexOf(one.state) - ORDER.indexOf(other.state) ||
      one.plan.expires.localeCompare(other.plan.expires) ||
      compare(one.plan.what, other.plan.what),
  );
  if (ordered.length === 0) return <p class="card">{t("plans_empty")}</p>;
  return (
    <ul class="stack">
      {ordered.map((seen) => (
        <Guard key={seen.plan.id}>
          <PlanRow seen={seen} known={props.known} onEdit={() => props.onEdit(seen.plan)}>
            {props.below(seen)}
          </PlanRow>
        </Guard>
      ))}
    </ul>
  );
}

interface RowProps {
  seen: SeenPlan;
  known: PlansContext;
  onEdit: () => void;
  children: ComponentChildren;
}

function PlanRow({ seen, known, onEdit, children }: RowProps) {
  const { plan, state, readers } = seen;
  const set = (action: Action) => void setStatus({ id: plan.id, status: STATUSES[action] });
  return (
    <li class="card" data-testid="plan-row" data-state={state}>
      <p>
        {planSentence(plan, known.names)}{" "}
        <span class={`badge ${state === "open" || state === "expiring" ? "on" : ""}`}>{word("plan_state", state)}</span>
      </p>
      {(state === "open" || state === "expiring") &&
        readersText(readers, known.names).map((line) => (
          <small key={line} class="muted">
            {line}
          </small>
        ))}
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would announce the whole sentence at each of its buttons. */}
      <div class="row" role="group" aria-label={plan.what}>
        <button type="button" data-testid="plan-edit" onClick={onEdit}>
          {t("edit")}
        </button>
        {ACTIONS[state].map((action) => (
          <button key={action} type="button" data-testid={`plan-${action}`} onClick={() => set(action)}>
            {t(LABELS[action])}
          </button>
        ))}
        <button type="button" class="danger" data-testid="plan-remove" onClick={() => void remove(plan.id)}>
          {t("remove")}
        </button>
      </div>
      {children}
    </li>
  );
}

async function setStatus(payload: Payload<"set-plan-status">): Promise<void> {
  const done = await confirmDisclosure((confirmed) => attempt(send("set-plan-status", { ...payload, confirmed })));
  if (done?.batch) sayWithUndo(word("plan_now", payload.status), done.batch);
}

async function remove(id: string): Promise<void> {
  const done = await attempt(send("remove-plan", { id }));
  if (done?.batch) sayWithUndo(t("plan_removed"), done.batch);
}

// Editor of one plan. "Save plan" saves it as a whole, so that no company reads half a plan. Until then it is a draft
// of this session.
import { useRef, useState } from "preact/hooks";
import type { Plan } from "../../core/plans/plan.ts";
import { send } from "../../platform/messages/send.ts";
import { Fold } from "../../ui/controls.tsx";
import { DateSelect } from "../../ui/date-select.tsx";
import { useFirstFocus } from "../../ui/first-focus.ts";
import { t, word } from "../../ui/messages.ts";
import { useOnce } from "../../ui/once.ts";
import { makeOwnRows } from "../../ui/own-edits.ts";
import { attempt } from "../../ui/refusals.ts";
import { sayWithUndo } from "../../ui/undo.ts";
import { AudienceFields, AudiencePreview } from "./plan-audience.tsx";
import { Intention, IntentionDetails, PlanBounds, Replies, yearsFrom } from "./plan-fields.tsx";
import { changedForm, contentOf, formFaults, type PlanForm } from "./plan-form.ts";
import { planSentence } from "./plan-sentence.ts";
import type { PlansContext } from "./read-plans.ts";

export interface EditorProps {
  /** The form's current values; the parent component stores them. */
  form: PlanForm;
  known: PlansContext;
  onChange: (form: PlanForm) => void;
  /** Called after saving and after discarding. */
  onClose: (saved: boolean) => void;
}

export function PlanEditor(props: EditorProps) {
  const { form, known, onChange, onClose } = props;
  const [tried, setTried] = useState(false);
  const title = useRef<HTMLHeadingElement>(null);
  useFirstFocus(title);
  const change = (fields: Partial<PlanForm>) => onChange(changedForm(form, fields, known.today));
  const faults = formFaults(form, known.today);
  const save = useOnce(async () => {
    setTried(true);
    if (faults.length > 0 || !(await savePlan(form))) return false;
    onClose(true);
    return true;
  });
  // Decided when the editor opens, so that a field that is emptied stays visible.
  const [hasMore] = useState(() => saysMore(form));
  const fields = { form, today: known.today, onChange: change };
  return (
    <div class="card stack" data-testid="plan-editor">
      <h2 ref={title} tabIndex={-1}>
        {t(form.kept === null ? "plan_new_title" : "plan_edit_title")}
      </h2>
      {form.what.trim() !== "" && form.expires !== undefined && (
        <p class="sentence" data-testid="plan-sentence">
          {planSentence(contentOf(form), known.names)}
        </p>
      )}
      <Intention {...fields} />
      <DateSelect
        label={t("plan_expires_label")}
        value={form.expires}
        testId="plan-expires"
        {...yearsFrom(known.today)}
        onPick={(expires) => change({ expires })}
      />
      <AudienceFields audience={form.audience} known={known} onPick={(audience) => change({ audience })} />
      <AudiencePreview form={form} known={known} />
      <Fold summary={t("plan_more")} testId="plan-more" open={hasMore}>
        <IntentionDetails {...fields} />
        <PlanBounds {...fields} />
        <Replies {...fields} />
      </Fold>
      <div role="alert" class="faults" data-testid="plan-faults">
        {tried && faults.map((fault) => <p key={fault}>{word("plan_fault", fault)}</p>)}
      </div>
      <div class="row">
        <button type="button" class="primary" data-testid="plan-save" onClick={() => void save()}>
          {t("plan_save")}
        </button>
        <button type="button" data-testid="plan-cancel" onClick={() => onClose(false)}>
          {t("rule_discard")}
        </button>
      </div>
    </div>
  );
}

/** True if the form has more than the fields that are always visible. */
const saysMore = ({ about, why, earliest, budgetMin, budgetMax, country, quantity, must, avoid }: PlanForm): boolean =>
  [about, why, budgetMin, budgetMax, country, quantity, must, avoid].some((text) => text !== "") ||
  earliest !== undefined;

/** Plans that this window has just saved, so that an editor opened on one again begins with its newest state. */
export const savedPlans = makeOwnRows<Plan>();

async function savePlan(form: PlanForm): Promise<boolean> {
  const plan = contentOf(form);
  const payload = form.kept === null ? { plan } : { id: form.kept.id, plan };
  const saved = await attempt(send("edit-plan", payload));
  if (saved === null) return false;
  const { id, batch } = saved;
  savedPlans.keep(id, { ...plan, id, status: form.kept?.status ?? "open" });
  if (batch !== null) sayWithUndo(t("saved_plan"), batch, () => savedPlans.forget(id));
  return true;
}

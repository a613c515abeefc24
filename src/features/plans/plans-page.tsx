// The page of plans: the list, the editor, and the plans as a file for other programs.
import { useRef } from "preact/hooks";
import { demandsOf } from "../../core/plans/demand.ts";
import { drafts } from "../../platform/session/drafts.ts";
import { likelyCurrency } from "../../ui/countries.ts";
import { useDraft } from "../../ui/draft.ts";
import { useLive } from "../../ui/live.ts";
import { t } from "../../ui/messages.ts";
import { useOnce } from "../../ui/once.ts";
import { saveFile } from "../../ui/save-file.ts";
import { say } from "../../ui/toast.tsx";
import { PlanEditor, savedPlans } from "./plan-editor.tsx";
import { formOf, isTouched, newForm, readForm } from "./plan-form.ts";
import { type PlanExtra, PlanList } from "./plan-list.tsx";
import { readPlans, type SeenPlan } from "./read-plans.ts";

export function PlansPage({ below }: { below: PlanExtra }) {
  const known = useLive(readPlans, []);
  const draft = useDraft(drafts, "plan", readForm);
  const add = useRef<HTMLButtonElement>(null);
  if (known === undefined || draft.value === undefined) return <h1>{t("nav_plans")}</h1>;
  const open = draft.value;
  const close = (saved: boolean) => {
    draft.keep(null);
    if (!saved && open !== null && isTouched(open, known.today)) say(t("plan_not_saved"), () => draft.keep(open));
    // The button that closed the editor disappears with the editor.
    requestAnimationFrame(() => add.current?.focus());
  };
  return (
    <div class="stack wide">
      <h1>{t("nav_plans")}</h1>
      <p class="muted">{t("plans_text")}</p>
      {open === null ? (
        <>
          <button
            ref={add}
            type="button"
            class="primary start"
            data-testid="plan-add"
            onClick={() => draft.show(newForm(known.today, likelyCurrency()))}
          >
            {t("plan_add")}
          </button>
          <PlanList
            plans={known.plans}
            known={known}
            onEdit={(plan) => draft.show(formOf(savedPlans.newest(plan.id, plan), likelyCurrency()))}
            below={below}
          />
          {known.plans.length > 0 && <ExportPlans plans={known.plans} today={known.today} />}
        </>
      ) : (
        <PlanEditor
          key={open.kept?.id ?? "new"}
          form={open}
          known={known}
          onChange={(next) => draft.keep((now) => now && next)}
          onClose={close}
        />
      )}
    </div>
  );
}

function ExportPlans({ plans, today }: { plans: readonly SeenPlan[]; today: string }) {
  const save = useOnce(async () => {
    const demands = demandsOf(
      plans.map(({ plan }) => plan),
      today,
    );
    saveFile(`regards-plans-${today}.jsonld`, `${JSON.stringify(demands, null, 2)}\n`, "application/ld+json");
    say(t("exported"));
    return true;
  });
  return (
    <section class="card" aria-labelledby="plans-file">
      <h2 id="plans-file">{t("plans_export_title")}</h2>
      <p>{t("plans_export_text")}</p>
      <button type="button" class="start" data-testid="plans-export" onClick={() => void save()}>
        {t("plans_export")}
      </button>
    </section>
  );
}

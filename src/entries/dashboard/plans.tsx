// What is intended, who may know of it, and the plans as a file that others can read.
import { useEffect, useRef, useState } from "preact/hooks";
import { demandsOf } from "../../core/demand.ts";
import { PlanEditor, readPlanDraft } from "../../features/plans/plan-editor.tsx";
import { formOf, newForm, type PlanForm } from "../../features/plans/plan-form.ts";
import { PlanList } from "../../features/plans/plan-list.tsx";
import { readPlans, type SeenPlan } from "../../features/plans/read-plans.ts";
import { likelyCurrency } from "../../ui/countries.ts";
import { useLive } from "../../ui/live.ts";
import { t } from "../../ui/messages.ts";
import { useOnce } from "../../ui/once.ts";
import { saveFile } from "../../ui/save-file.ts";
import { say } from "../../ui/toast.tsx";

export function PlansPage() {
  const known = useLive(readPlans, []);
  const [open, setOpen] = useState<PlanForm | null>(null);
  const add = useRef<HTMLButtonElement>(null);
  useEffect(() => void readPlanDraft().then((draft) => draft !== null && setOpen(draft)), []);
  if (known === undefined) return <h1>{t("nav_plans")}</h1>;
  const close = (again?: PlanForm) => {
    setOpen(again ?? null);
    // The button that closed the editor is gone with it.
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
            onClick={() => setOpen(newForm(known.today, likelyCurrency()))}
          >
            {t("plan_add")}
          </button>
          <PlanList plans={known.plans} known={known} onEdit={(plan) => setOpen(formOf(plan, likelyCurrency()))} />
          {known.plans.length > 0 && <ExportPlans plans={known.plans} today={known.today} />}
        </>
      ) : (
        <PlanEditor key={open.kept?.id ?? "new"} form={open} known={known} onClose={close} />
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

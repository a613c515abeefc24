// "Did it get better after I told them?": one sentence, the possible actions, and an explanation in plain words.
import type { BeforeAfter, Comparison, PooledBeforeAfter } from "../../core/insight/before-after.ts";
import { ENOUGH_OTHERS } from "../../core/insight/verdict.ts";
import { Fold } from "../../ui/controls.tsx";
import { date } from "../../ui/formats.ts";
import { plural, t } from "../../ui/messages.ts";
import { DataTable } from "./data-table.tsx";
import { beforeAfterText, pooledBeforeAfterText } from "./insight-text.ts";

export function BeforeAfterView({
  answer,
  letters,
  preferences,
}: {
  answer: BeforeAfter | null;
  letters: string;
  preferences: string;
}) {
  return (
    <section class="card" aria-labelledby="insight-told">
      <h2 id="insight-told">{t("told_title")}</h2>
      <p data-testid="insight-told">{answer === null ? t("told_nothing_yet") : beforeAfterText(answer)}</p>
      {answer !== null && (
        <>
          <small class="muted">{t("told_when", { date: date(answer.interventionDay) })}</small>
          <Why answer={answer} />
        </>
      )}
      <p class="row">
        <a class="button start" href={letters}>
          {t("insight_to_letter")}
        </a>
        <a class="button start" href={preferences}>
          {t("insight_to_preferences")}
        </a>
      </p>
    </section>
  );
}

export function PooledBeforeAfterView({ answer, preferences }: { answer: PooledBeforeAfter; preferences: string }) {
  return (
    <section class="card" aria-labelledby="insight-pooled">
      <h2 id="insight-pooled">{t("pooled_title")}</h2>
      <p data-testid="insight-pooled">{pooledBeforeAfterText(answer)}</p>
      {answer.companies.length > 0 && <Why answer={answer} />}
      <a class="button start" href={preferences}>
        {t("overview_to_preferences")}
      </a>
    </section>
  );
}

function Why({ answer }: { answer: Comparison }) {
  const { used, overlap, controls, verdict } = answer;
  const { pairs, better, tied, worse } = overlap;
  return (
    <Fold summary={t("told_why")} testId="insight-told-why">
      {verdict !== "not-enough" && <p>{t("told_why_pairs", { pairs, better, tied, worse })}</p>}
      <p>{t("told_why_aside")}</p>
      <p>{t("told_why_chance")}</p>
      <p>{plural("told_why_others", controls)}</p>
      {controls > 0 && <p>{t(controls < ENOUGH_OTHERS ? "told_why_lead_fixed" : "told_why_lead")}</p>}
      <p>{t("told_why_when")}</p>
      <DataTable
        testId="insight-told-table"
        head={[t("told_column_side"), t("insight_column_count"), t("told_column_good")]}
        rows={[
          [t("told_side_before"), used.before.visits, used.before.good],
          [t("told_side_after"), used.after.visits, used.after.good],
        ]}
      />
    </Fold>
  );
}

// Insight into one company: the claims its visits support, and the comparison before and after an intervention.
import { useState } from "preact/hooks";
import { Select } from "../../ui/controls.tsx";
import { useLive } from "../../ui/live.ts";
import { t } from "../../ui/messages.ts";
import { BeforeAfterView } from "./before-after-view.tsx";
import { ClaimView } from "./claim-view.tsx";
import { readBeforeAfter } from "./read-before-after.ts";
import { readClaim } from "./read-claim.ts";

const PERIODS = ["3", "12", "all"] as const;
type Choice = (typeof PERIODS)[number];

export function CompanyInsight({ company }: { company: string }) {
  const [chosen, setChosen] = useState<Choice>("12");
  const known = useLive(() => readClaim(company, chosen === "all" ? null : Number(chosen)), [company, chosen]);
  const read = useLive(async () => ({ answer: await readBeforeAfter(company) }), [company]);
  const page = `#/companies/${company}`;
  const ways = {
    timeline: `${page}/timeline`,
    feelings: `${page}/feelings`,
    preferences: `${page}/preferences`,
    letters: `${page}/letters`,
  };
  return (
    <div class="stack wide" data-testid="insight">
      <div class="filters">
        <p class="muted">{t("insight_intro")}</p>
        <Select
          label={t("insight_period")}
          value={chosen}
          options={PERIODS.map((value) => ({ value, label: t(`insight_period_${value}`) }))}
          testId="insight-period"
          onPick={(picked) => setChosen(picked)}
        />
      </div>
      {known !== undefined && <ClaimView known={known} ways={ways} />}
      {read !== undefined && (
        <BeforeAfterView answer={read.answer} letters={ways.letters} preferences={ways.preferences} />
      )}
    </div>
  );
}

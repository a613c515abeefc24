// Rows of countable marks: bad visits towards the start, good ones towards the end, the others between. No mark is left
// out: many of them become smaller and wrap.
import type { ComponentChildren } from "preact";
import type { Felt } from "../../core/insight/months.ts";
import { plural, t } from "../../ui/messages.ts";

export interface DotRow extends Felt {
  key: string;
  label: ComponentChildren;
}

/** Above these numbers of visits in one row, its marks become small, and then tiny. */
const MANY = 14;
const VERY_MANY = 60;
/** With fewer visits, the row shows the marks without their numbers. */
const COUNTABLE = 3;

export function DotRows({ rows, testId }: { rows: readonly DotRow[]; testId: string }) {
  const most = Math.max(...rows.map(({ n }) => n));
  const size = most > VERY_MANY ? "tiny" : most > MANY ? "small" : "";
  return (
    <div class="dot-table">
      <p class="dot-row dot-sides" aria-hidden="true">
        <span class="dot-label" />
        <small class="dots bad">{t("overview_bad_side")}</small>
        <span class="dots neither" />
        <small class="dots">{t("overview_good_side")}</small>
      </p>
      <ul class={`dot-rows ${size}`} data-testid={testId}>
        {rows.map(({ key, label, n, good, bad }) => (
          <li key={key} class="dot-row">
            <span class="dot-label">{label}</span>
            <Dots many={bad} value={-1} side="bad" />
            <Dots many={n - good - bad} value={0} side="neither" />
            <Dots many={good} value={1} side="good" />
            <small class="dot-count">
              {n < COUNTABLE ? plural("insight_times", n) : t("overview_felt", { good, n, bad })}
            </small>
          </li>
        ))}
      </ul>
    </div>
  );
}

const Dots = ({ many, value, side }: { many: number; value: number; side: string }) => (
  <span class={`dots ${side}`} aria-hidden="true">
    {Array.from({ length: many }, (_, index) => (
      <i key={index} class={`visit-dot face${value}`} />
    ))}
  </span>
);

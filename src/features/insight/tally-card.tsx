// Card "How it felt" of one company, beside its diary: only claims that its number of visits supports.
import type { Claim } from "../../core/insight/claim.ts";
import { Face } from "../../ui/faces.tsx";
import { useLive } from "../../ui/live.ts";
import { t } from "../../ui/messages.ts";
import { feltText, medianText, summaryText } from "./insight-text.ts";
import { readClaim } from "./read-claim.ts";

const MONTHS = 12;

/** More visits than this fill a row; the number beside it stays exact. */
const MOST_DOTS = 24;

/** Renders nothing before the first visit of these months. */
export function TallyCard({ company }: { company: string }) {
  const known = useLive(() => readClaim(company, MONTHS), [company]);
  if (known === undefined || known.claim.n === 0) return null;
  const { claim } = known;
  return (
    <section class="card" aria-labelledby="tally" data-testid="tally" data-count={claim.n}>
      <div class="card-head">
        <h2 id="tally">{t("tally_title")}</h2>
        <a class="button quiet" href={`#/companies/${company}/insight`} data-testid="tally-insight">
          {t("section_insight")}
        </a>
      </div>
      <p>{summaryText(claim)}</p>
      {claim.counts !== null && <Tally counts={claim.counts} />}
      {claim.median !== null && <p class="muted">{medianText(claim.median)}</p>}
    </section>
  );
}

export function Tally({ counts }: { counts: NonNullable<Claim["counts"]> }) {
  return (
    <ul class="tally">
      {counts.toReversed().map(({ value, count }) => (
        <li key={value}>
          <Face value={value} />
          <span>{feltText(value)}</span>
          <span class="tally-dots" aria-hidden="true">
            {Array.from({ length: Math.min(count, MOST_DOTS) }, (_, index) => (
              <i key={index} class={`visit-dot face${value}`} />
            ))}
          </span>
          <strong>{count}</strong>
        </li>
      ))}
    </ul>
  );
}

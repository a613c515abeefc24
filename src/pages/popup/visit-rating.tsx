// The rating of this visit: the five faces, and the details.
import { useRef, useState } from "preact/hooks";
import type { SiteView } from "../../core/commands/companies.ts";
import { RatingRow } from "../../features/feelings/rating-row.tsx";
import { tapFace } from "../../features/feelings/tap-face.ts";
import { useDescribe } from "../../features/feelings/use-describe.ts";
import type { Value } from "../../signal/feeling-vocabulary.ts";
import { later } from "../../ui/later.tsx";
import { t } from "../../ui/messages.ts";
import { attempt } from "../../ui/refusals.ts";
import { sayWithUndo } from "../../ui/undo.ts";
import { ShareVisit } from "./share-visit.tsx";

const FeelingDetailForm = later(() =>
  import("../../features/feelings/feeling-detail.tsx").then((part) => part.FeelingDetailForm),
);

/** Rating row and its detail form. Shown before the background answers, so that an early tap counts. */
export function VisitRating({ site }: { site: SiteView | null }) {
  const [open, setOpen] = useState(false);
  const [another, setAnother] = useState(false);
  const [takenBack, setTakenBack] = useState(0);
  // Sent with the first tap only: arrow keys pressed before the answer change the new rating.
  const asAnother = useRef(false);
  const feeling = another ? null : (site?.feeling ?? null);
  const rate = async (value: Value) => {
    const fresh = asAnother.current;
    asAnother.current = false;
    const rated = await attempt(tapFace(site?.host ?? null, value, fresh));
    if (rated === null) {
      // A retry still belongs to another visit.
      asAnother.current = fresh;
      return false;
    }
    const { batch } = rated;
    setOpen(true);
    // The answer to a tap that came before "another visit" does not cancel that choice.
    if (fresh) setAnother(false);
    sayWithUndo(t("saved_rating"), batch, () => setTakenBack((times) => times + 1));
    return true;
  };
  const startAnother = (on: boolean) => {
    asAnother.current = on;
    setAnother(on);
  };
  const describe = useDescribe(feeling);
  return (
    <section class="stack visit" aria-label={t("rating_question")}>
      <RatingRow value={feeling?.value ?? null} takenBack={takenBack} onRate={rate} />
      {feeling === null ? (
        <div class="row apart hint">
          <span class="muted">{t(site?.first === true ? "first_hint" : "only_you_see")}</span>
          {another && (
            <button type="button" class="link" data-testid="rate-another-back" onClick={() => startAnother(false)}>
              {t("rate_another_back")}
            </button>
          )}
        </div>
      ) : (
        <div class="row apart">
          <small class="muted">{t("rated_today")}</small>
          <span class="row">
            <button
              type="button"
              class="link"
              aria-expanded={open}
              data-testid="rating-detail"
              onClick={() => setOpen(!open)}
            >
              {open ? t("rating_less") : t("rating_more")}
            </button>
            <button type="button" class="link" data-testid="rate-another" onClick={() => startAnother(true)}>
              {t("rate_another")}
            </button>
          </span>
        </div>
      )}
      {feeling !== null && open && (
        <>
          <FeelingDetailForm key={feeling.id} feeling={feeling} onDescribe={describe} />
          {site !== null && <ShareVisit site={site} feeling={feeling} />}
          <button type="button" class="primary" data-testid="rating-done" onClick={() => setOpen(false)}>
            {t("done")}
          </button>
        </>
      )}
    </section>
  );
}

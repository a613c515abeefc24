// The popup: this company, now. Composes the features' parts.
import { useRef, useState } from "preact/hooks";
import type { SiteView } from "../../core/commands/companies.ts";
import { Refusal } from "../../core/commands/errors.ts";
import { useTabView } from "../../features/companies/use-tab-view.ts";
import { RatingRow } from "../../features/feelings/rating-row.tsx";
import { tapFace } from "../../features/feelings/tap-face.ts";
import { useDescribe } from "../../features/feelings/use-describe.ts";
import type { Editing } from "../../features/preferences/edited-rule.ts";
import type { Value } from "../../signal/feeling-vocabulary.ts";
import { Confirm } from "../../ui/confirm.tsx";
import { FixedBar } from "../../ui/fixed-bar.tsx";
import { later } from "../../ui/later.tsx";
import { t } from "../../ui/messages.ts";
import { attempt, refusalText } from "../../ui/refusals.ts";
import { Toasts } from "../../ui/toast.tsx";
import { sayWithUndo } from "../../ui/undo.ts";
import { CompanyPanel } from "./company-panel.tsx";
import { Contacted } from "./contacted.tsx";
import { Footer, Header, LossNote, NoPage, Quiet } from "./frame.tsx";
import { Reminder } from "./reminder.tsx";
import { ShareVisit } from "./share-visit.tsx";
import { SyncNote } from "./sync-note.tsx";

const FeelingDetailForm = later(() =>
  import("../../features/feelings/feeling-detail.tsx").then((part) => part.FeelingDetailForm),
);
const GpcHere = later(() => import("../../features/gpc/gpc-here.tsx").then((part) => part.GpcHere));
const RulePanel = later(() => import("./rule-panel.tsx").then((part) => part.RulePanel));

/** `looks`: reads the page again with each new number. */
export function Popup({ tab, looks = 0 }: { tab: number | null; looks?: number }) {
  const { view, failure, again } = useTabView(tab, looks);
  const [editing, setEditing] = useState<Editing | null>(null);
  const lost = failure instanceof Refusal && failure.code === "record-lost";
  const site = view?.kind === "site" ? view : null;
  return (
    <div class="popup" data-testid="popup" data-state={stateOf(view, failure)}>
      <Header view={view} />
      <main>
        {failure !== null && (
          <Quiet
            title={t(lost ? "record_lost_title" : "popup_fault_title")}
            text={refusalText(failure)}
            testId="popup-fault"
            recover={lost}
          />
        )}
        {failure === null && view?.kind === "no-page" && <NoPage />}
        {failure === null && view?.kind === "no-company" && (
          <Quiet title={t("no_company_title")} text={t("no_company_text")} testId="no-company" />
        )}
        {failure === null && (view === null || site !== null) && editing === null && <Visit site={site} />}
        {failure === null && site !== null && editing === null && (
          <CompanyPanel site={site} again={again} onEdit={setEditing} />
        )}
        {failure === null && site !== null && editing === null && <Contacted key={site.company} site={site} />}
        {failure === null && site !== null && editing === null && site.gpc !== "off" && (
          <GpcHere
            key={site.host}
            company={site.company}
            name={site.name}
            state={site.gpc}
            tab={tab}
            onPermitted={() => void again()}
          />
        )}
        {view !== null && failure === null && editing === null && (
          <Reminder here={site?.company ?? null} feeling={site?.feeling?.id ?? null} />
        )}
        {site !== null && editing !== null && <RulePanel site={site} editing={editing} onEditing={setEditing} />}
      </main>
      {view !== null && <LossNote />}
      {view !== null && <SyncNote site={site} />}
      <Toasts />
      <FixedBar />
      <Confirm />
      <Footer company={site?.company ?? null} />
    </div>
  );
}

const stateOf = (view: { kind: string } | null, failure: unknown): string =>
  failure !== null ? "fault" : (view?.kind ?? "waiting");

/** Rating row and its detail form. Shown before the background has answered, so that an early tap counts. */
function Visit({ site }: { site: SiteView | null }) {
  const [open, setOpen] = useState(false);
  const [another, setAnother] = useState(false);
  const [takenBack, setTakenBack] = useState(0);
  // Sent with the first tap only: arrow keys that move on before the answer change the new rating.
  const asAnother = useRef(false);
  const feeling = another ? null : (site?.feeling ?? null);
  const rate = async (value: Value) => {
    const fresh = asAnother.current;
    asAnother.current = false;
    const rated = await attempt(tapFace(site?.host ?? null, value, fresh));
    if (rated === null) {
      // A retry is still for another visit.
      asAnother.current = fresh;
      return false;
    }
    const { batch } = rated;
    setOpen(true);
    // The answer to a tap made before "another visit" does not cancel that choice.
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
